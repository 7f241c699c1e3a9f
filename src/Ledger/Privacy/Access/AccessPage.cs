namespace Domicile.Ledger.Privacy.Access;

/// <summary>Some entries about one user, newest first.</summary>
/// <param name="NextCursor">Leads to the next page; null when this was the last.</param>
public sealed record AccessPage(IReadOnlyList<AccessEntry> Entries, string? NextCursor);
