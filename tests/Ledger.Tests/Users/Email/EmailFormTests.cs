using Domicile.Ledger.Users.Email;

namespace Domicile.Ledger.Tests.Users.Email;

public sealed class EmailFormTests
{
    [Theory]
    [InlineData("anna@example.org", "anna@example.org")]
    [InlineData("  Anna@Example.ORG\t", "anna@example.org")]
    [InlineData("josef@Příklad.cz", "josef@xn--pklad-zsa96e.cz")]
    [InlineData("josef@XN--pklad-zsa96e.cz", "josef@xn--pklad-zsa96e.cz")]
    [InlineData("ŘEDITEL@example.org", "ředitel@example.org")]
    [InlineData("\"a@b\"@example.org", "\"a@b\"@example.org")]
    [InlineData("a@b_c.example.org", "a@b_c.example.org")]
    [InlineData("no address", "no address")]
    public void Two_spellings_of_one_address_are_the_same(string email, string normal) =>
        Assert.Equal(normal, EmailForm.Normal(email));

    [Fact]
    public void What_stands_before_the_at_sign_is_nobody_elses()
    {
        Assert.NotEqual(EmailForm.Normal("anna.b@example.org"), EmailForm.Normal("annab@example.org"));
        Assert.NotEqual(EmailForm.Normal("anna+x@example.org"), EmailForm.Normal("anna@example.org"));
    }

    [Fact]
    public void A_domain_that_no_network_knows_stands_for_itself() =>
        Assert.Equal(
            $"a@{new string('ř', 100)}.cz", EmailForm.Normal($"A@{new string('Ř', 100)}.CZ"));
}
