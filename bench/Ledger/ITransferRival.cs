namespace Domicile.Bench.Ledger;

/// <summary>One way to make a transfer on one shard, durable when the task ends.</summary>
internal interface ITransferRival
{
    /// <summary>In the report: "textbook", "one call", "ledger".</summary>
    string Name { get; }

    Task TransferAsync(long payer, long payee, CancellationToken cancellation);
}
