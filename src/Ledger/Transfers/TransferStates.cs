namespace Domicile.Ledger.Transfers;

/// <summary>The words of the books for how far a transfer is.</summary>
internal static class TransferStates
{
    public static TransferState Read(string word) => word switch
    {
        "in-transit" => TransferState.InTransit,
        "completed" => TransferState.Completed,
        "refunded" => TransferState.Refunded,
        _ => throw new InvalidOperationException($"The shard answered '{word}', which this program does not know."),
    };
}
