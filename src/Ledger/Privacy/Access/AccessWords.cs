namespace Domicile.Ledger.Privacy.Access;

/// <summary>The words of the log for rights.</summary>
internal static class AccessWords
{
    public static string Of(AccessRight right) => right switch
    {
        AccessRight.Access => "access",
        AccessRight.Portability => "portability",
        AccessRight.Operation => "operation",
        AccessRight.PrivacyOffice => "privacy-office",
        AccessRight.Audit => "audit",
        _ => throw new ArgumentOutOfRangeException(nameof(right), right, null),
    };

    public static AccessRight Right(string word) => word switch
    {
        "access" => AccessRight.Access,
        "portability" => AccessRight.Portability,
        "operation" => AccessRight.Operation,
        "privacy-office" => AccessRight.PrivacyOffice,
        "audit" => AccessRight.Audit,
        _ => throw new InvalidOperationException($"The access log has the right '{word}', which nobody knows."),
    };
}
