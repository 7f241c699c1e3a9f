namespace Domicile.Ledger.Privacy.Erasure.Orders;

/// <summary>
/// Why a user is erased: the grounds of Art. 17(1) GDPR, as words. A free text could hold personal data, and would
/// outlive the user.
/// </summary>
public static class ErasureReasons
{
    /// <summary>The user asks for it.</summary>
    public const string UserAsks = "user-asks";

    public static IReadOnlyList<string> All { get; } =
    [
        UserAsks, "no-longer-needed", "consent-withdrawn", "objection", "unlawful", "legal-duty", "child",
    ];
}
