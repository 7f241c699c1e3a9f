using Domicile.Ledger.Accounts;

namespace Domicile.Ledger.Tests.Accounts;

public sealed class AccountNameTests
{
    [Fact]
    public void Every_kind_is_read_as_it_is_written()
    {
        foreach (var kind in Enum.GetValues<AccountKind>())
        {
            var name = new AccountName(kind, "DREAM");
            Assert.True(AccountName.TryParse(name.ToString(), out var read));
            Assert.Equal(name, read);
        }

        Assert.Equal("in-transit-EUR", new AccountName(AccountKind.InTransit, "EUR").ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("wallet")]
    [InlineData("wallet-")]
    [InlineData("wallet-eur")]
    [InlineData("Wallet-EUR")]
    [InlineData("-EUR")]
    [InlineData("purse-EUR")]
    [InlineData("wallet--EUR")]
    public void What_is_no_account_is_not_read(string? text) => Assert.False(AccountName.TryParse(text, out _));
}
