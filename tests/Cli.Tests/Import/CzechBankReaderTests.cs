using System.Text;
using Domicile.Cli.Import.Reading;

namespace Domicile.Cli.Tests.Import;

public sealed class CzechBankReaderTests : IDisposable
{
    private readonly BankFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_sound_extract_is_read_with_owners_and_movements()
    {
        var bank = Sound();

        Assert.Equal([25, 38], bank.Accounts.Select(a => a.Id));
        Assert.Equal(new DateOnly(1962, 2, 9), bank.Accounts[0].OwnerBirthDate);
        Assert.Equal(new DateOnly(1940, 1, 30), bank.Accounts[1].OwnerBirthDate);
        Assert.Equal(
            [
                new CzechMovement(2, 6145, new(1996, 7, 28), 900_00, 900_00, false, "credit in cash"),
                new CzechMovement(
                    3, 6456, new(1996, 8, 27), 100_00, 1000_00, false, "collection from another bank (AB/79838293)"),
                new CzechMovement(4, 6457, new(1996, 8, 27), -50_50, 949_50, false, "household"),
                new CzechMovement(5, 6458, new(1996, 8, 31), 40, 950_00, true, "interest credited"),
            ],
            bank.Accounts[0].Movements);
        Assert.Equal(-12_00, bank.Accounts[1].LowestBalance);
        Assert.Equal("withdrawal in cash", bank.Accounts[1].Movements[0].Reference);
    }

    [Fact]
    public void A_byte_order_mark_carriage_returns_quotes_and_an_end_without_a_newline_change_nothing()
    {
        var plain = Sound();
        var quoted = BankFolder.Transactions.TrimEnd()
            .Replace(";household;", ";\"house\"\"hold\";").Replace("\n", "\r\n").Replace("6145;25", "\"6145\";\"25\"");
        File.WriteAllText(Path.Combine(folder.Path, "transactions.csv"), quoted, new UTF8Encoding(true));
        folder.Write("clients.csv", BankFolder.Clients + "\r\n\n");

        var other = Sound();

        Assert.Equal("house\"hold", other.Accounts[0].Movements[2].Reference);
        Assert.Equal(
            plain.Accounts.SelectMany(a => a.Movements).Select(m => m with { Reference = "" }),
            other.Accounts.SelectMany(a => a.Movements).Select(m => m with { Reference = "" }));
    }

    [Theory]
    [InlineData("clients.csv", "client_id;", "client;", 1, "the header must be 'client_id;birth_number;district_id'")]
    [InlineData("clients.csv", "625209", "626309", 2, "birth_number '626309' is not of the form YYMMDD")]
    [InlineData("clients.csv", "405130", "405131.", 3, "birth_number '405131.' is not")]
    [InlineData("clients.csv", "46;405130", "31;405130", 3, "client_id 31 was there before")]
    [InlineData("clients.csv", ";19\n", ";north\n", 3, "district_id 'north' is not a whole number")]
    [InlineData("accounts.csv", "960728", "960732", 2, "date '960732' is not a date of the form YYMMDD")]
    [InlineData("accounts.csv", "38;19", "25;19", 3, "account_id 25 was there before, in line 2")]
    [InlineData("accounts.csv", "38;19;weekly issuance;", "38;19;weekly;issuance;", 3, "5 fields instead of 4")]
    [InlineData("holders.csv", "31;31;25;OWNER", "31;31;25;DISPONENT", 2, "account_id 25 has no OWNER in holders.csv")]
    [InlineData("holders.csv", "47;31;38;DISPONENT", "47;31;38;OWNER", 4, "account_id 38 has an OWNER already")]
    [InlineData("holders.csv", "46;46;38;OWNER", "46;45;38;OWNER", 3, "client_id 45 is not in clients.csv")]
    [InlineData("holders.csv", "46;46;38;OWNER", "46;46;39;OWNER", 3, "account_id 39 is not in accounts.csv")]
    [InlineData("holders.csv", "DISPONENT", "USER", 4, "type 'USER' is none of 'OWNER', 'DISPONENT'")]
    [InlineData("holders.csv", "47;31;38", "46;31;38", 4, "disp_id 46 was there before")]
    [InlineData("transactions.csv", "6458;25", "6457;25", 5, "trans_id 6457 was there before, in line 4")]
    [InlineData("transactions.csv", "9001;38", "9001;39", 6, "account_id 39 is not in accounts.csv")]
    [InlineData("transactions.csv", "970808", "970229", 6, "date '970229' is not a date")]
    [InlineData("transactions.csv", "970808", "19970808", 6, "date '19970808' is not a date")]
    [InlineData("transactions.csv", ";withdrawal in cash;with", ";VYBER;with", 6, "type 'VYBER' is none of")]
    [InlineData("transactions.csv", "50.50", "50.505", 4, "amount '50.505' has more than the 2 decimals of CZK")]
    [InlineData("transactions.csv", "50.50", "50,50", 4, "amount '50,50' is not a decimal number")]
    [InlineData("transactions.csv", "50.50", "-50.50", 4, "amount '-50.50' is negative")]
    [InlineData("transactions.csv", "50.50", "", 4, "amount '' is not a decimal number")]
    [InlineData("transactions.csv", "50.50", "99999999999999999999", 4, "is beyond 1000000000000.00")]
    [InlineData("transactions.csv", ";949.50", ";949.50.", 4, "balance '949.50.' is not a decimal number")]
    [InlineData("transactions.csv", ";household;;0", ";household;;0;", 4, "11 fields instead of 10")]
    [InlineData("transactions.csv", "household", "\"household", 4, "a quoted field has no end")]
    [InlineData("transactions.csv", "household", "house\thold", 4, "k_symbol holds a control character")]
    [InlineData("transactions.csv", "79838293", "AB-1", 3, "account 'AB-1' is not a whole number")]
    [InlineData("transactions.csv", "950.00;int", "950.60;int", 5, "on 960831 (line 5): from the balance 949.50")]
    [InlineData("transactions.csv", ";949.50", ";849.50", 4, "account 25 on 960827 (lines 3, 4): from")]
    public void A_broken_line_is_named(string file, string sound, string broken, int line, string reason)
    {
        folder.Break(file, sound, broken);

        var first = Mistakes()[0];

        Assert.Equal(file == "holders.csv" && reason.Contains("no OWNER") ? "accounts.csv" : file, first.File);
        Assert.Equal(line, first.Line);
        Assert.Contains(reason, first.Reason);
        Assert.StartsWith($"{first.File}, line {line}: ", first.ToString());
    }

    [Theory]
    [InlineData("clients.csv")]
    [InlineData("accounts.csv")]
    [InlineData("holders.csv")]
    [InlineData("transactions.csv")]
    public void A_missing_an_empty_and_a_binary_file_are_named(string file)
    {
        folder.Write(file, "");
        Assert.Equal((file, 0), (Mistakes()[0].File, Mistakes()[0].Line));

        File.WriteAllBytes(Path.Combine(folder.Path, file), [0xFF, 0xFE, 0x00]);
        Assert.Equal((file, 1), (Mistakes()[0].File, Mistakes()[0].Line));

        folder.Delete(file);
        Assert.Equal(file, Mistakes()[0].File);
        Assert.Contains("no such file", Mistakes()[0].ToString());
    }

    [Fact]
    public void An_empty_line_in_the_middle_and_a_line_that_is_not_text_are_named()
    {
        folder.Break("clients.csv", "46;", "\n46;");
        Assert.Equal("clients.csv, line 3: the line is empty.", Mistakes()[0].ToString());

        folder.Write("clients.csv", BankFolder.Clients);
        var bytes = Encoding.Latin1.GetBytes(BankFolder.Transactions.Replace("household", "m\u00e9nage"));
        File.WriteAllBytes(Path.Combine(folder.Path, "transactions.csv"), bytes);
        Assert.Equal("transactions.csv, line 4: it is not UTF-8 text.", Mistakes()[0].ToString());
    }

    [Fact]
    public void All_mistakes_are_counted_and_the_first_ones_kept()
    {
        var lines = Enumerable.Range(0, 1000).Select(i => $"{i};25;bad;credit;;1.00;1.00;;;");
        folder.Write("transactions.csv", BankFolder.Transactions.Split('\n')[0] + "\n" + string.Join('\n', lines));

        Assert.Null(CzechBankReader.Read(folder.Path, out var mistakes));

        Assert.Equal(1000, mistakes.Count);
        Assert.Equal(LineMistakes.KeptMax, mistakes.Kept.Count);
    }

    private CzechBank Sound()
    {
        var bank = CzechBankReader.Read(folder.Path, out var mistakes);
        Assert.Empty(mistakes.Kept);
        return bank!;
    }

    private IReadOnlyList<LineMistake> Mistakes()
    {
        Assert.Null(CzechBankReader.Read(folder.Path, out var mistakes));
        Assert.NotEmpty(mistakes.Kept);
        return mistakes.Kept;
    }
}
