namespace Domicile.Ledger.Audit.Packages.Format;

/// <summary>The key of one document.</summary>
/// <param name="Id">The document's id.</param>
/// <param name="Wrapped">Ciphertext and tag of AES-256-GCM, in base64.</param>
public sealed record WrappedKey(string Id, string Wrapped);
