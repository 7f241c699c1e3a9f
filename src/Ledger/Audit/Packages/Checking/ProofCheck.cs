using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Domicile.Ledger.Audit.Packages.Format;
using Domicile.Ledger.Audit.Packages.Merkle;

namespace Domicile.Ledger.Audit.Packages.Checking;

/// <summary>Checks a <see cref="DocumentProof"/> with the region's public audit key alone.</summary>
public static class ProofCheck
{
    private const string FilePlace = "file";

    /// <param name="file">The proof as JSON.</param>
    /// <param name="publicKey">The region's public audit key, from a source that is trusted.</param>
    /// <param name="ciphertext">The document as it was sent, to see that it is the one; null to leave that out.</param>
    public static PackageVerdict Run(ReadOnlyMemory<byte> file, ECDsa publicKey, ReadOnlyMemory<byte>? ciphertext)
    {
        DocumentProof proof;
        try
        {
            proof = PackageJson.Read<DocumentProof>(file.Span);
        }
        catch (JsonException e)
        {
            return Refuse(null, FilePlace, $"is not a proof: {e.Message}");
        }

        if (proof.Form != DocumentProof.FormKnown)
        {
            return Refuse(null, "form", $"is {proof.Form}; this program knows {DocumentProof.FormKnown}.");
        }

        if (Bytes(proof.Head) is not { } headBytes || Bytes(proof.Signature) is not { } signature)
        {
            return Refuse(null, FilePlace, "head and signature are not in base64.");
        }

        if (!PackageSignature.IsGood(publicKey, headBytes, signature))
        {
            return Refuse(null, "signature", "is not that of the head by this key: one of the three is wrong.");
        }

        return Check(proof, PackageJson.Read<PackageHead>(headBytes), ciphertext);
    }

    private static PackageVerdict Check(DocumentProof proof, PackageHead head, ReadOnlyMemory<byte>? ciphertext)
    {
        if (head.Form != PackageHead.FormKnown)
        {
            return Refuse(head, "head", $"has the form {head.Form}; this program knows {PackageHead.FormKnown}.");
        }

        if (Hex.Read(proof.Salt) is not { } salt || Hex.Read(proof.CiphertextHash) is not { } hash
            || proof.Path.Select(Hex.Read).ToList() is var path && path.Contains(null))
        {
            return Refuse(head, FilePlace, "a salt or hash is not of 64 digits 0-9 and a-f.");
        }

        var leaf = MerkleTree.Leaf(salt, hash, proof.Document);
        var root = MerkleTree.RootOf(leaf, (proof.Place, head.DocumentCount), [.. path.Select(one => one!)]);
        if (root is null || Convert.ToHexStringLower(root) != head.Root)
        {
            return Refuse(head, "path", "does not lead from this document to the root that was signed.");
        }

        return ciphertext is { } bytes && !SHA256.HashData(bytes.Span).AsSpan().SequenceEqual(hash)
            ? Refuse(head, "document", "is not the one that was proven: its SHA-256 is another.")
            : new PackageVerdict(head, []);
    }

    private static PackageVerdict Refuse(PackageHead? head, string place, string message) =>
        new(head, [new PackageMistake(place, message)]);

    private static byte[]? Bytes(string base64) =>
        Base64.IsValid(base64, out var length) && !base64.Any(char.IsWhiteSpace)
            && Convert.FromBase64String(base64) is var bytes && bytes.Length == length
            && Convert.ToBase64String(bytes) == base64
                ? bytes
                : null;
}
