using Domicile.Ledger.Transfers;
using Domicile.Ledger.Users;
using Domicile.Sharding.Users;
using Domicile.Testing;
using Npgsql;

namespace Domicile.Ledger.Tests.Transfers;

/// <summary>A region of two shards with its ledger open, and users to move money between.</summary>
internal sealed class DeskRegion : IAsyncDisposable
{
    private DeskRegion(TestBooks books, RegionLedger ledger) => (Books, Ledger) = (books, ledger);

    public TestBooks Books { get; }

    public RegionLedger Ledger { get; }

    public static async Task<DeskRegion> CreateAsync()
    {
        var books = await TestBooks.CreateAsync("eu", "0..30000", "30000..60000");
        return new DeskRegion(books, Open(books));
    }

    /// <summary>A ledger as another server of the region would have it.</summary>
    public static RegionLedger Open(TestBooks books, PostingLimits? limits = null) => RegionLedger.Open(
        new LedgerOptions(books.Server, books.Keys, books.WrappingKeys, books.HashKey)
        {
            Posting = limits ?? new PostingLimits(),
            Application = "desk-test",
        });

    /// <summary>Makes users until so many stand on the first shard, and returns those.</summary>
    public async Task<UserId[]> UsersOfOneShardAsync(int count)
    {
        var users = new List<UserId>();
        while (users.Count < count)
        {
            var user = await UserAsync();
            if (user.Number < 30_000)
            {
                users.Add(user);
            }
        }

        return [.. users];
    }

    public async Task<UserId> UserAsync()
    {
        var outcome = await Ledger.Users.CreateAsync(PersonalDetails.None, Guid.NewGuid().ToString(), Token);
        Assert.Null(outcome.Refusal);
        return outcome.Value!.Id;
    }

    public static TransferOrder Order(Party from, Party to, string amount, string? key = null) =>
        new(from, to, amount, "EUR", null, null, key ?? Guid.NewGuid().ToString());

    public Task<Outcome<Transfer>> PostAsync(TransferOrder order) => Ledger.Transfers.PostAsync(order, Token);

    public async Task FundAsync(UserId user, string amount) =>
        Assert.True((await PostAsync(Order(Party.External, user, amount))).IsDone);

    public async Task<string> BalanceAsync(UserId user)
    {
        var accounts = await Ledger.Accounts.ListAsync(user, Token);
        return accounts.Value!.SingleOrDefault(account => account.Name == "wallet-EUR")?.Balance.ToString() ?? "none";
    }

    /// <summary>Runs a statement as the owner of the first shard's schemas.</summary>
    public async Task<object?> PlantAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Books.OwnerOf("s1").ConnectionString("plant", pooled: false));
        await connection.OpenAsync(Token);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Token);
    }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => Ledger.DisposeAsync();
}
