namespace Domicile.Cli.Import.Reading;

/// <summary>
/// Reads the four files of an extract and checks every line and every reference between them, before anything is
/// written anywhere: the result is either a bank that can be replayed as a whole, or the mistakes.
/// </summary>
internal sealed class CzechBankReader
{
    private const string ClientsFile = "clients.csv";
    private const string AccountsFile = "accounts.csv";
    private const string HoldersFile = "holders.csv";
    private const string TransactionsFile = "transactions.csv";
    private const string InterestCredited = "interest credited";

    private readonly string directory;
    private readonly LineMistakes mistakes = new();
    private readonly Dictionary<long, DateOnly> birthDates = [];
    private readonly Dictionary<long, int> accountLines = [];
    private readonly Dictionary<long, long> owners = [];
    private readonly Dictionary<long, List<CzechMovement>> movements = [];

    private CzechBankReader(string directory) => this.directory = directory;

    /// <summary>Null when there were mistakes.</summary>
    public static CzechBank? Read(string directory, out LineMistakes mistakes)
    {
        var reader = new CzechBankReader(directory);
        mistakes = reader.mistakes;
        if (!Directory.Exists(directory))
        {
            mistakes.Add(directory, 0, "there is no such folder.");
            return null;
        }

        reader.ReadClients();
        reader.ReadAccounts();
        reader.ReadHolders();
        reader.ReadTransactions();
        return mistakes.Count > 0 ? null : reader.Bank();
    }

    private void ReadClients()
    {
        foreach (var row in Rows(ClientsFile, "client_id", "birth_number", "district_id"))
        {
            var id = row.Id("client_id");
            var birthDate = row.BirthDate("birth_number");
            row.Id("district_id");
            if (row.IsSound && !birthDates.TryAdd(id, birthDate))
            {
                row.Refuse($"client_id {id} was there before; a client has one line.");
            }
        }
    }

    private void ReadAccounts()
    {
        foreach (var row in Rows(AccountsFile, "account_id", "district_id", "frequency", "date"))
        {
            var id = row.Id("account_id");
            row.Id("district_id");
            row.Text("frequency");
            row.Date("date");
            if (row.IsSound && !accountLines.TryAdd(id, row.Line))
            {
                row.Refuse($"account_id {id} was there before, in line {accountLines[id]}; an account has one line.");
            }
        }

        if (mistakes.Count == 0 && accountLines.Count == 0)
        {
            mistakes.Add(AccountsFile, 0, "it has no account below its header.");
        }
    }

    private void ReadHolders()
    {
        var referencesKnown = mistakes.Count == 0;
        var holders = new HashSet<long>();
        foreach (var row in Rows(HoldersFile, "disp_id", "client_id", "account_id", "type"))
        {
            var id = row.Id("disp_id");
            var client = row.Id("client_id");
            var account = row.Id("account_id");
            var isOwner = row.OneOf("type", "OWNER", "DISPONENT") == "OWNER";
            if (row.IsSound && !holders.Add(id))
            {
                row.Refuse($"disp_id {id} was there before; each line has its own.");
            }

            if (!row.IsSound || !referencesKnown)
            {
                continue;
            }

            if (!accountLines.ContainsKey(account))
            {
                row.Refuse($"account_id {account} is not in {AccountsFile}.");
            }
            else if (!birthDates.ContainsKey(client))
            {
                row.Refuse($"client_id {client} is not in {ClientsFile}.");
            }
            else if (isOwner && !owners.TryAdd(account, client))
            {
                row.Refuse($"account_id {account} has an OWNER already; an account has one.");
            }
        }

        if (mistakes.Count == 0)
        {
            foreach (var (account, line) in accountLines.Where(a => !owners.ContainsKey(a.Key)))
            {
                mistakes.Add(AccountsFile, line, $"account_id {account} has no OWNER in {HoldersFile}.");
            }
        }
    }

    private void ReadTransactions()
    {
        var referencesKnown = mistakes.Count == 0;
        var linesById = new Dictionary<long, int>();
        foreach (var row in Rows(
            TransactionsFile,
            "trans_id", "account_id", "date", "type", "operation", "amount", "balance", "k_symbol", "bank", "account"))
        {
            var account = row.Id("account_id");
            var movement = Movement(row);
            if (row.IsSound && !linesById.TryAdd(movement.Id, row.Line))
            {
                row.Refuse($"trans_id {movement.Id} was there before, in line {linesById[movement.Id]}.");
            }
            else if (row.IsSound && referencesKnown && !accountLines.ContainsKey(account))
            {
                row.Refuse($"account_id {account} is not in {AccountsFile}.");
            }
            else if (row.IsSound)
            {
                movements.TryAdd(account, []);
                movements[account].Add(movement);
            }
        }
    }

    private static CzechMovement Movement(CzechRow row)
    {
        var type = row.OneOf("type", "credit", "withdrawal", "withdrawal in cash");
        var amount = row.Amount("amount", CzechBank.Koruna);
        var purpose = row.Text("k_symbol");
        var operation = row.Text("operation");
        var partnerBank = row.Text("bank");
        var partnerAccount = row.OptionalId("account");
        var what = purpose.Length > 0 ? purpose : operation.Length > 0 ? operation : type;
        return new CzechMovement(
            row.Line,
            row.Id("trans_id"),
            row.Date("date"),
            type == "credit" ? amount : -amount,
            row.SignedAmount("balance", CzechBank.Koruna),
            purpose == InterestCredited,
            partnerAccount is null ? what : $"{what} ({$"{partnerBank}/{partnerAccount}".TrimStart('/')})");
    }

    private CzechBank? Bank()
    {
        var accounts = new List<CzechAccount>(accountLines.Count);
        foreach (var id in accountLines.Keys.Order())
        {
            var inOrder = BalanceChain.Order(movements.GetValueOrDefault(id) ?? [], out var breakFound);
            if (inOrder is null)
            {
                mistakes.Add(TransactionsFile, breakFound!.Line, breakFound.Reason(id));
                continue;
            }

            accounts.Add(new CzechAccount(id, birthDates[owners[id]], inOrder));
        }

        return mistakes.Count > 0 ? null : new CzechBank(accounts);
    }

    private IEnumerable<CzechRow> Rows(string file, params string[] columns) =>
        SemicolonFile.Read(directory, new FileForm(file, columns, mistakes));
}
