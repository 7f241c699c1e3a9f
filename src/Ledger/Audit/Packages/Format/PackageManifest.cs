namespace Domicile.Ledger.Audit.Packages.Format;

/// <summary>The list of a package's documents, as <c>manifest.json</c>.</summary>
/// <param name="Documents">In the order of the tree's leaves.</param>
public sealed record PackageManifest(IReadOnlyList<ManifestDocument> Documents);
