namespace Domicile.Ledger.Audit.Documents;

/// <summary>One detail of a user as a document shows it.</summary>
/// <param name="Label">Such as <c>Name</c>.</param>
/// <param name="Text">What the user gave; null for what was not given, or was erased before.</param>
public sealed record DocumentDetail(string Label, string? Text)
{
    /// <summary>Shows nothing: personal data is in no log.</summary>
    public override string ToString() => nameof(DocumentDetail);
}
