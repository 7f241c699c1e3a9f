namespace Domicile.Ledger.Privacy.Requests;

/// <summary>Some requests, the one with the least time left first.</summary>
/// <param name="NextCursor">Leads to the next page; null when this was the last.</param>
public sealed record PrivacyRequestPage(IReadOnlyList<PrivacyRequest> Requests, string? NextCursor);
