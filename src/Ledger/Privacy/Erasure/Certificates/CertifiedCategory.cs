namespace Domicile.Ledger.Privacy.Erasure.Certificates;

/// <summary>What was decided of one category of the catalogue.</summary>
/// <param name="Category">Such as <c>details</c>.</param>
/// <param name="Holds">What it is.</param>
/// <param name="Places">Where it was, or is: kinds of nodes and tables.</param>
public sealed record CertifiedCategory(string Category, string Holds, IReadOnlyList<string> Places)
{
    /// <summary>The law that keeps it; null for what was destroyed.</summary>
    public string? KeptBy { get; init; }

    /// <summary>Until when it is kept; null for what was destroyed.</summary>
    public string? Until { get; init; }
}
