namespace Domicile.Ledger.Privacy.Erasure.Orders;

/// <summary>What becomes of money that is left, in words.</summary>
public static class BalanceChoice
{
    /// <summary>It is paid to the world outside.</summary>
    public const string PayOut = "pay-out";

    /// <summary>It is owed to whoever has the claim code.</summary>
    public const string Keep = "keep";

    public static IReadOnlyList<string> All { get; } = [PayOut, Keep];
}
