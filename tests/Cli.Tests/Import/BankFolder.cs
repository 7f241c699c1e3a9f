namespace Domicile.Cli.Tests.Import;

/// <summary>A small sound extract in a folder of its own, to be broken line by line. Deleted on disposal.</summary>
internal sealed class BankFolder : IDisposable
{
    public const string Clients = "client_id;birth_number;district_id\n31;625209;68\n46;405130;19\n";

    public const string Accounts =
        "account_id;district_id;frequency;date\n25;68;monthly issuance;960728\n38;19;weekly issuance;970808\n";

    public const string Holders =
        "disp_id;client_id;account_id;type\n31;31;25;OWNER\n46;46;38;OWNER\n47;31;38;DISPONENT\n";

    public const string Transactions =
        "trans_id;account_id;date;type;operation;amount;balance;k_symbol;bank;account\n"
        + "6145;25;960728;credit;credit in cash;900.00;900.00;;;\n"
        + "6456;25;960827;credit;collection from another bank;100.00;1000.00;;AB;79838293\n"
        + "6457;25;960827;withdrawal;remittance to another bank;50.50;949.50;household;;0\n"
        + "6458;25;960831;credit;;0.40;950.00;interest credited;;\n"
        + "9001;38;970808;withdrawal in cash;withdrawal in cash;12.00;-12.00; ;;\n";

    private readonly string path = Directory.CreateTempSubdirectory("domicile-bank-").FullName;

    public BankFolder()
    {
        Write("clients.csv", Clients);
        Write("accounts.csv", Accounts);
        Write("holders.csv", Holders);
        Write("transactions.csv", Transactions);
    }

    public string Path => path;

    public void Write(string file, string content) => File.WriteAllText(System.IO.Path.Combine(path, file), content);

    public void Delete(string file) => File.Delete(System.IO.Path.Combine(path, file));

    /// <summary>Replaces a text that stands in the file exactly once.</summary>
    public void Break(string file, string sound, string broken)
    {
        var content = File.ReadAllText(System.IO.Path.Combine(path, file));
        Assert.Equal(2, content.Split(sound).Length);
        Write(file, content.Replace(sound, broken));
    }

    public void Dispose() => Directory.Delete(path, recursive: true);
}
