namespace Domicile.Ledger.Privacy.Erasure.Certificates;

/// <summary>The destroyed key. A fingerprint tells it from others and helps nobody to guess it.</summary>
/// <param name="Fingerprint">In hex; null for a user who had no key.</param>
/// <param name="Generation">The generation of the wrapping key that had wrapped it.</param>
/// <param name="Place">Where it was destroyed, such as <c>eu/keys</c>.</param>
public sealed record CertifiedKey(string? Fingerprint, int? Generation, string Place);
