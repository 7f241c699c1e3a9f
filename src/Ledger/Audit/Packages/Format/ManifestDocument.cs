namespace Domicile.Ledger.Audit.Packages.Format;

/// <summary>One document of a package's manifest.</summary>
/// <param name="Id">Its ciphertext is the file <c>documents/&lt;id&gt;</c>.</param>
/// <param name="Leaf">The leaf of the tree, in hexadecimal.</param>
/// <param name="Salt">What the leaf is salted with, in hexadecimal.</param>
/// <param name="CiphertextHash">SHA-256 of the ciphertext, in hexadecimal.</param>
/// <param name="Size">The ciphertext's bytes.</param>
/// <param name="KeyId">The document key of its period, which ends with it, such as <c>documents-2036-12</c>.</param>
public sealed record ManifestDocument(
    string Id, string Leaf, string Salt, string CiphertextHash, int Size, string KeyId);
