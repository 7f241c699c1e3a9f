using Domicile.Ledger.Users;

namespace Domicile.Ledger.Tests.Users;

public sealed class DetailFormTests
{
    private static readonly DateOnly Today = new(2026, 11, 21);

    [Theory]
    [InlineData("")]
    [InlineData("O'Brien; drop table ledger.book;--")]
    [InlineData("Nguyễn Thị Ánh 🇻🇳")]
    [InlineData("  a name with spaces around it  ")]
    [InlineData("e\u0301")]
    public void A_name_of_any_script_is_kept_as_it_came(string name)
    {
        Assert.Null(Find(new PersonalDetails(name, null, null), out var normal));
        Assert.Equal(name.Length == 0 ? null : name, normal.Name);
    }

    [Theory]
    [InlineData("a\0b")]
    [InlineData("a\nb")]
    [InlineData("a\u2028b")]
    [InlineData("a\u0085b")]
    [InlineData("\t")]
    [InlineData("   ")]
    [InlineData("\u3000")]
    public void A_name_with_control_characters_or_nothing_in_it_is_refused(string name) =>
        AssertRefused(new PersonalDetails(name, null, null), "name");

    // Such a text cannot be an attribute's argument: it would be mended on its way.
    [Fact]
    public void A_name_of_half_a_character_is_refused() =>
        AssertRefused(new PersonalDetails("a" + '\uD83D', null, null), "name");

    [Theory]
    [InlineData("x", 200, true)]
    [InlineData("x", 201, false)]
    [InlineData("😀", 200, true)]
    [InlineData("😀", 201, false)]
    public void A_name_has_200_characters_at_most(string character, int count, bool isGood)
    {
        var name = string.Concat(Enumerable.Repeat(character, count));
        Assert.Equal(isGood, Find(new PersonalDetails(name, null, null), out _) is null);
    }

    [Theory]
    [InlineData("a@b.c", true)]
    [InlineData("josef.ředitel+x@příklad.cz", true)]
    [InlineData("a.b.c", false)]
    [InlineData("a@b", false)]
    [InlineData("@b.c", false)]
    [InlineData("a@", false)]
    [InlineData("a@b..c", false)]
    [InlineData("a@.c", false)]
    [InlineData("a@b.", false)]
    [InlineData("a@b@c.d", false)]
    [InlineData("a b@c.d", false)]
    [InlineData("a@b.c\r\nBcc: x@y.z", false)]
    public void An_address_has_one_at_sign_and_a_domain(string email, bool isGood) =>
        Assert.Equal(isGood, Find(new PersonalDetails(null, email, null), out _) is null);

    [Theory]
    [InlineData(254, true)]
    [InlineData(255, false)]
    public void An_address_has_254_characters_at_most(int length, bool isGood)
    {
        var email = "a@" + new string('b', length - 5) + ".cz";
        Assert.Equal(length, email.Length);
        Assert.Equal(isGood, Find(new PersonalDetails(null, email, null), out _) is null);
    }

    [Theory]
    [InlineData(1899, 12, 31, false)]
    [InlineData(1900, 1, 1, true)]
    [InlineData(2026, 11, 21, true)]
    [InlineData(2026, 11, 22, false)]
    public void A_birth_date_lies_between_1900_and_today(int year, int month, int day, bool isGood) =>
        Assert.Equal(isGood, Find(new PersonalDetails(null, null, new DateOnly(year, month, day)), out _) is null);

    [Fact]
    public void A_refusal_never_repeats_what_it_refuses()
    {
        var refusal = AssertRefused(new PersonalDetails(null, "secret-person", null), "email");
        Assert.DoesNotContain("secret", refusal.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", new PersonalDetails("secret", null, null).ToString(), StringComparison.Ordinal);
    }

    private static Refusal? Find(PersonalDetails details, out PersonalDetails normal) =>
        DetailForm.Find(details, Today, out normal);

    private static Refusal AssertRefused(PersonalDetails details, string field)
    {
        var refusal = Find(details, out _);
        Assert.NotNull(refusal);
        Assert.Equal((RefusalCode.FieldInvalid, field), (refusal.Code, refusal.Parameter));
        return refusal;
    }
}
