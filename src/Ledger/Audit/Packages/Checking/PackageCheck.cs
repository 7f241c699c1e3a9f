using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Domicile.Ledger.Audit.Packages.Format;
using Domicile.Ledger.Audit.Packages.Merkle;

namespace Domicile.Ledger.Audit.Packages.Checking;

/// <summary>
/// Checks one package with the region's public audit key alone: that the head is signed, that manifest, keys and every
/// document are those that it was signed over, and that no other byte of the file was altered. Lives for one check.
/// </summary>
public sealed class PackageCheck
{
    private const string FilePlace = "file";
    private readonly List<PackageMistake> mistakes = [];
    private readonly Dictionary<string, ReadOnlyMemory<byte>> entries = new(StringComparer.Ordinal);

    private PackageCheck()
    {
    }

    /// <param name="file">The package as it was received.</param>
    /// <param name="publicKey">The region's public audit key, from a source that is trusted.</param>
    public static PackageVerdict Run(ReadOnlyMemory<byte> file, ECDsa publicKey)
    {
        var check = new PackageCheck();
        var head = check.Read(file, publicKey);
        return new PackageVerdict(head, check.mistakes);
    }

    /// <summary>What is wrong between a package and the one before it, both of which were checked.</summary>
    /// <param name="head">Of the package.</param>
    /// <param name="previous">Of the one before.</param>
    public static IReadOnlyList<PackageMistake> Follow(PackageHead head, PackageHead previous)
    {
        var found = new List<PackageMistake>();
        if ((head.Region, head.Institution) != (previous.Region, previous.Institution))
        {
            found.Add(new("previous", $"was made by {previous.Region} for {previous.Institution}, and this package "
                + $"by {head.Region} for {head.Institution}."));
        }
        else if (head.Number != previous.Number + 1)
        {
            found.Add(new("previous", string.Create(
                CultureInfo.InvariantCulture,
                $"is package {previous.Number}; before package {head.Number} stands {head.Number - 1}.")));
        }
        else if (head.PreviousRoot != previous.Root)
        {
            found.Add(new("previous", $"has the root {previous.Root}; this package follows {head.PreviousRoot}."));
        }

        return found;
    }

    private PackageHead? Read(ReadOnlyMemory<byte> file, ECDsa publicKey)
    {
        if (PackageZip.TryRead(file) is not { } read)
        {
            Add(FilePlace, "is not a package, or not a whole one.");
            return null;
        }

        foreach (var entry in read.Where(entry => !entries.TryAdd(entry.Name, entry.Bytes)))
        {
            Add(entry.Name, "stands in the package twice.");
        }

        var isSigned = Entry(PackageFile.HeadName) is { } headBytes
            && Entry(PackageFile.SignatureName) is { } signature
            && PackageSignature.IsGood(publicKey, headBytes.Span, signature.Span);
        if (!isSigned)
        {
            Add(PackageFile.SignatureName, "is not the signature of head.json by this key: one of the three is wrong.");
        }

        var head = Json<PackageHead>(PackageFile.HeadName);
        if (head is not null)
        {
            CheckHead(head);
            CheckDocuments(head);
        }

        CheckForm(file, read);
        return head;
    }

    private void CheckHead(PackageHead head)
    {
        if (head.Form != PackageHead.FormKnown)
        {
            Add(PackageFile.HeadName, $"has the form {head.Form}; this program knows {PackageHead.FormKnown}.");
        }

        var none = Convert.ToHexStringLower(MerkleTree.NoRoot);
        if (head.Number < 1 || (head.Number == 1) != (head.PreviousRoot == none))
        {
            Add(PackageFile.HeadName, "the first package, and no other, follows no root.");
        }

        CheckHash(PackageFile.ManifestName, head.ManifestHash, "head.json");
        CheckHash(PackageFile.KeysName, head.KeysHash, "head.json");
    }

    private void CheckDocuments(PackageHead head)
    {
        if (Json<PackageManifest>(PackageFile.ManifestName) is not { } manifest)
        {
            return;
        }

        foreach (var document in manifest.Documents)
        {
            CheckDocument(document);
        }

        if (manifest.Documents.Count != head.DocumentCount)
        {
            Add(PackageFile.ManifestName, string.Create(
                CultureInfo.InvariantCulture,
                $"lists {manifest.Documents.Count} documents; head.json says {head.DocumentCount}."));
        }

        var root = manifest.Documents.Count == 0
            ? ""
            : Convert.ToHexStringLower(MerkleTree.Root([.. manifest.Documents.Select(Leaf)]));
        if (root != head.Root)
        {
            Add(PackageFile.ManifestName, $"its documents have the root {root}; head.json says {head.Root}.");
        }

        string[] expected =
        [
            PackageFile.HeadName, PackageFile.SignatureName, PackageFile.ManifestName, PackageFile.KeysName,
            .. manifest.Documents.Select(document => PackageFile.DocumentName(document.Id)),
        ];
        foreach (var name in entries.Keys.Except(expected, StringComparer.Ordinal))
        {
            Add(name, "does not belong to the package.");
        }
    }

    private void CheckDocument(ManifestDocument document)
    {
        var name = PackageFile.DocumentName(document.Id);
        CheckHash(name, document.CiphertextHash, "manifest.json");
        if (entries.TryGetValue(name, out var bytes) && bytes.Length != document.Size)
        {
            Add(name, string.Create(
                CultureInfo.InvariantCulture, $"has {bytes.Length} bytes; manifest.json says {document.Size}."));
        }

        if (Convert.ToHexStringLower(Leaf(document)) != document.Leaf)
        {
            Add(PackageFile.ManifestName, $"the leaf of {document.Id} is not that of its salt and hash.");
        }
    }

    // A text that is no hash has the leaf of zeros, which is nobody's.
    private static byte[] Leaf(ManifestDocument document) =>
        Hex.Read(document.Salt) is { } salt && Hex.Read(document.CiphertextHash) is { } hash
            ? MerkleTree.Leaf(salt, hash, document.Id)
            : new byte[MerkleTree.HashLength];

    private void CheckHash(string name, string expected, string by)
    {
        if (Entry(name) is { } bytes && Convert.ToHexStringLower(SHA256.HashData(bytes.Span)) is var hash
            && hash != expected)
        {
            Add(name, $"was altered: its SHA-256 is {hash}; {by} says {expected}.");
        }
    }

    // The same entries give the same bytes, so whatever differs was not written by the region.
    private void CheckForm(ReadOnlyMemory<byte> file, IReadOnlyList<PackageEntry> read)
    {
        if (read.Any(entry => entry.Name.Any(c => !char.IsAscii(c))))
        {
            Add(FilePlace, "has a name that is not ASCII.");
            return;
        }

        var written = PackageZip.Write(read);
        var same = written.AsSpan().CommonPrefixLength(file.Span);
        if (same < Math.Max(written.Length, file.Length))
        {
            Add(FilePlace, string.Create(
                CultureInfo.InvariantCulture,
                $"was altered: from byte {same} on it is not what its entries give ({file.Length} bytes of "
                + $"{written.Length})."));
        }
    }

    private ReadOnlyMemory<byte>? Entry(string name)
    {
        if (entries.TryGetValue(name, out var bytes))
        {
            return bytes;
        }

        if (!mistakes.Exists(mistake => mistake.Place == name))
        {
            Add(name, "is missing.");
        }

        return null;
    }

    private T? Json<T>(string name)
        where T : class
    {
        try
        {
            return Entry(name) is { } bytes ? PackageJson.Read<T>(bytes.Span) : null;
        }
        catch (JsonException e)
        {
            Add(name, $"cannot be read: {e.Message}");
            return null;
        }
    }

    private void Add(string place, string message) => mistakes.Add(new PackageMistake(place, message));
}
