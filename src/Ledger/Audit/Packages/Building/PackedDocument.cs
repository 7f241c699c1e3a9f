using System.Security.Cryptography;
using Domicile.Ledger.Audit.Documents;
using Domicile.Ledger.Audit.Packages.Format;
using Domicile.Ledger.Audit.Packages.Merkle;

namespace Domicile.Ledger.Audit.Packages.Building;

/// <summary>A document that shall go into a package, with its secrets. Wipe it after use.</summary>
internal sealed class PackedDocument
{
    /// <param name="due">As its shard lists it.</param>
    /// <param name="secrets">Its own; copied.</param>
    public PackedDocument(ArrivedDocument due, DocumentSecrets secrets)
    {
        (Due, ContentKey) = (due, secrets.ContentKey.ToArray());
        var id = due.Id.ToString();
        Leaf = MerkleTree.Leaf(secrets.Salt, due.CiphertextHash, id);
        Line = new ManifestDocument(
            id,
            Convert.ToHexStringLower(Leaf),
            Convert.ToHexStringLower(secrets.Salt),
            Convert.ToHexStringLower(due.CiphertextHash),
            due.Size,
            due.KeyId);
    }

    public ArrivedDocument Due { get; }

    public byte[] ContentKey { get; }

    public byte[] Leaf { get; }

    /// <summary>Its line of the manifest.</summary>
    public ManifestDocument Line { get; }

    public void Wipe() => CryptographicOperations.ZeroMemory(ContentKey);
}
