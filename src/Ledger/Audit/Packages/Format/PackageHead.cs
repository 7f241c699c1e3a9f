namespace Domicile.Ledger.Audit.Packages.Format;

/// <summary>
/// What the signature of a package covers, as <c>head.json</c>: enough to tell that a document belongs to the package
/// when its leaf and path are known, and nothing of any document.
/// </summary>
/// <param name="Form"><see cref="FormKnown"/>: no other signed text can pass for a head.</param>
/// <param name="Region">Whose documents they are, such as <c>eu</c>.</param>
/// <param name="Institution">For whom the package was made.</param>
/// <param name="Number">1, 2, 3 … without holes, for each institution.</param>
/// <param name="PreviousRoot">The root of the package before, in hexadecimal; zeros in the first.</param>
/// <param name="Root">The root over the documents' leaves, in hexadecimal.</param>
/// <param name="DocumentCount">1 or more.</param>
/// <param name="ManifestHash">SHA-256 of <c>manifest.json</c>, in hexadecimal.</param>
/// <param name="KeysHash">SHA-256 of <c>keys.json</c>, in hexadecimal.</param>
/// <param name="FirstDrawnAt">When the oldest of the documents was drawn.</param>
/// <param name="LastDrawnAt">When the youngest was.</param>
/// <param name="CutAt">When it was decided which documents the package has.</param>
public sealed record PackageHead(
    string Form,
    string Region,
    string Institution,
    long Number,
    string PreviousRoot,
    string Root,
    int DocumentCount,
    string ManifestHash,
    string KeysHash,
    DateTimeOffset FirstDrawnAt,
    DateTimeOffset LastDrawnAt,
    DateTimeOffset CutAt)
{
    public const string FormKnown = "domicile-audit-package-1";

    /// <summary>Tells this package from all others of the world: its idempotency key at the institution.</summary>
    public static string IdOf(string region, string institution, long number) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{region}-{institution}-{number:D8}");
}
