namespace Domicile.Ledger.Audit.Packages.Format;

/// <summary>
/// The keys of a package's documents, as <c>keys.json</c>: wrapped so that the institution alone can open them.
/// </summary>
/// <param name="InstitutionKey">SHA-256 of the institution's public key (SubjectPublicKeyInfo), in hexadecimal.</param>
/// <param name="EphemeralKey">The package's own public key (SubjectPublicKeyInfo, P-256), in base64.</param>
/// <param name="Documents">In the order of the manifest.</param>
public sealed record PackageKeys(string InstitutionKey, string EphemeralKey, IReadOnlyList<WrappedKey> Documents);
