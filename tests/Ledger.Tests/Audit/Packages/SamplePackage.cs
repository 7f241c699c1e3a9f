using System.Security.Cryptography;
using System.Text;
using Domicile.Ledger.Audit.Packages.Format;
using Domicile.Ledger.Audit.Packages.Merkle;

namespace Domicile.Ledger.Tests.Audit.Packages;

/// <summary>A package of made-up documents, with keys of its own.</summary>
internal sealed class SamplePackage : IDisposable
{
    private static readonly DateTimeOffset Day = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly ECDiffieHellman institution = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);

    public SamplePackage(int count)
    {
        Documents =
            [.. Enumerable.Range(1, count).Select(i => ($"eu-{i}.0198", Encoding.UTF8.GetBytes($"cipher {i}")))];
        File = Make(1, Convert.ToHexStringLower(MerkleTree.NoRoot));
    }

    public ECDsa AuditKey { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public IReadOnlyList<(string Id, byte[] Ciphertext)> Documents { get; }

    public byte[] File { get; }

    public string InstitutionPrivateKey => institution.ExportPkcs8PrivateKeyPem();

    public static byte[] Salt(string id) => SHA256.HashData(Encoding.UTF8.GetBytes("salt of " + id));

    public static byte[] ContentKey(string id) => SHA256.HashData(Encoding.UTF8.GetBytes("key of " + id));

    public byte[][] Leaves => [.. Documents.Select(
        document => MerkleTree.Leaf(Salt(document.Id), SHA256.HashData(document.Ciphertext), document.Id))];

    public byte[] Make(long number, string previousRoot) => Parts(number, previousRoot).Write(Documents);

    public PackageFile Parts(long number, string previousRoot)
    {
        var manifest = PackageJson.Write(new PackageManifest([.. Documents.Zip(Leaves, (document, leaf) =>
            new ManifestDocument(
                document.Id,
                Convert.ToHexStringLower(leaf),
                Convert.ToHexStringLower(Salt(document.Id)),
                Convert.ToHexStringLower(SHA256.HashData(document.Ciphertext)),
                document.Ciphertext.Length,
                "documents-2036-12"))]));
        var keys = PackageJson.Write(PackageSeals.Close(
            PackageHead.IdOf("eu", "sandbox", number),
            institution.ExportSubjectPublicKeyInfoPem(),
            [.. Documents.Select(document => (document.Id, ContentKey(document.Id)))]));
        var head = PackageJson.Write(new PackageHead(
            PackageHead.FormKnown,
            "eu",
            "sandbox",
            number,
            previousRoot,
            Convert.ToHexStringLower(MerkleTree.Root(Leaves)),
            Documents.Count,
            Convert.ToHexStringLower(SHA256.HashData(manifest)),
            Convert.ToHexStringLower(SHA256.HashData(keys)),
            Day,
            Day,
            Day));
        return new PackageFile(head, PackageSignature.Sign(AuditKey, head), manifest, keys);
    }

    public void Dispose()
    {
        AuditKey.Dispose();
        institution.Dispose();
    }
}
