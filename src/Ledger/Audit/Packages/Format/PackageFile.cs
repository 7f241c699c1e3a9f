namespace Domicile.Ledger.Audit.Packages.Format;

/// <summary>The parts of a package and the file that they make.</summary>
/// <param name="Head">The bytes of <c>head.json</c>, as they were signed.</param>
/// <param name="Signature">Of the head, by the region's audit key.</param>
/// <param name="Manifest">The bytes of <c>manifest.json</c>.</param>
/// <param name="Keys">The bytes of <c>keys.json</c>.</param>
public sealed record PackageFile(byte[] Head, byte[] Signature, byte[] Manifest, byte[] Keys)
{
    public const string HeadName = "head.json";
    public const string SignatureName = "head.sig";
    public const string ManifestName = "manifest.json";
    public const string KeysName = "keys.json";

    /// <summary>The name of a document's entry.</summary>
    public static string DocumentName(string documentId) => "documents/" + documentId;

    /// <summary>The whole file: the same parts and documents, the same bytes.</summary>
    /// <param name="documents">Ids and ciphertexts in the order of the manifest.</param>
    public byte[] Write(IEnumerable<(string Id, byte[] Ciphertext)> documents) => PackageZip.Write(
    [
        new PackageEntry(HeadName, Head),
        new PackageEntry(SignatureName, Signature),
        new PackageEntry(ManifestName, Manifest),
        new PackageEntry(KeysName, Keys),
        .. documents.Select(document => new PackageEntry(DocumentName(document.Id), document.Ciphertext)),
    ]);
}
