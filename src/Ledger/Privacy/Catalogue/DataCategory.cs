namespace Domicile.Ledger.Privacy.Catalogue;

/// <summary>
/// One kind of data that the house holds: why, by which law, until when, who receives it, and what an erasure does with
/// it. What is said here is said in the record of processing, the export and the certificates of erasures.
/// </summary>
public sealed record DataCategory
{
    /// <summary>In answers and certificates for ever, such as <c>details</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it is, for people.</summary>
    public required string Holds { get; init; }

    public DataSubject Subject { get; init; } = DataSubject.User;

    /// <summary>What it is processed for.</summary>
    public required string Purpose { get; init; }

    public required LegalBasis Basis { get; init; }

    public required RetentionRule Retention { get; init; }

    /// <summary>Who receives it besides the controller; empty for nobody.</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];

    public ErasureDecision OnErasure { get; init; } = ErasureDecision.NotTheUsers;

    /// <summary>The law that keeps it in spite of an erasure; null unless it is <c>Kept</c>.</summary>
    public string? KeptBy { get; init; }

    /// <summary>True when it is about a user: it belongs into the user's export.</summary>
    public bool IsTheUsers => Subject == DataSubject.User;
}
