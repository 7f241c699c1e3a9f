namespace Domicile.Ledger.Verification.Books;

/// <summary>What must hold in the books of one shard; the statement of each stands beside this file.</summary>
internal static class BookChecks
{
    public static readonly IReadOnlyList<Invariant> Invariants =
    [
        new("book-balances", "Each book balances by itself, asset by asset."),
        new("account-balances", "Each balance is the sum of its account's postings."),
        new("running-balances", "The balances written on each posting are right."),
        new("wallet-minimums", "No posting took a wallet below the minimum then in force."),
        new("current-minimums", "Each wallet's minimum is the last one that was set."),
        new("postings-have-transfers", "Every posting has its transfer."),
        new("transfers-have-postings", "Every transfer has its postings."),
        new("posting-numbers", "The postings of each book are numbered without gaps."),
        new("booking-times", "The postings of each book are booked one after the other."),
        new("keys-unique", "No idempotency key is there twice."),
        new("keys-have-transfers", "Every key has its transfer, or its refusal."),
        new("transfers-have-keys", "Every transfer was made by one key."),
        new("sides-agree", "Payer's and payee's book tell the same of a transfer."),
        new("restrictions-agree", "A book is restricted as its requests say."),
    ];

    private static readonly string[] Statements =
        [.. Invariants.Select(invariant => invariant.ReadSql(typeof(BookChecks)))];

    public static async Task<IReadOnlyList<InvariantResult>> RunAsync(
        NodeSnapshot shard, CancellationToken cancellation)
    {
        var results = new List<InvariantResult>();
        foreach (var (invariant, sql) in Invariants.Zip(Statements))
        {
            results.Add(await shard.CheckAsync(invariant, sql, [], cancellation));
        }

        return results;
    }
}
