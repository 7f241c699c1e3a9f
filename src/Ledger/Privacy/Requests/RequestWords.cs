namespace Domicile.Ledger.Privacy.Requests;

/// <summary>The words of the register for kinds and states of requests.</summary>
public static class RequestWords
{
    public static string Of(PrivacyRequestKind kind) => kind switch
    {
        PrivacyRequestKind.Access => "access",
        PrivacyRequestKind.Portability => "portability",
        PrivacyRequestKind.Rectification => "rectification",
        PrivacyRequestKind.Restriction => "restriction",
        PrivacyRequestKind.Erasure => "erasure",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public static string Of(PrivacyRequestState state) => state switch
    {
        PrivacyRequestState.Open => "open",
        PrivacyRequestState.Done => "done",
        PrivacyRequestState.Refused => "refused",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    /// <summary>The kind of a word; null for another word.</summary>
    public static PrivacyRequestKind? Kind(string word) => word switch
    {
        "access" => PrivacyRequestKind.Access,
        "portability" => PrivacyRequestKind.Portability,
        "rectification" => PrivacyRequestKind.Rectification,
        "restriction" => PrivacyRequestKind.Restriction,
        "erasure" => PrivacyRequestKind.Erasure,
        _ => null,
    };

    /// <summary>The state of a word; null for another word.</summary>
    public static PrivacyRequestState? State(string word) => word switch
    {
        "open" => PrivacyRequestState.Open,
        "done" => PrivacyRequestState.Done,
        "refused" => PrivacyRequestState.Refused,
        _ => null,
    };
}
