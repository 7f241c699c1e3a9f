using System.IO.Compression;
using System.Security.Cryptography;
using Domicile.Ledger.Audit.Packages.Checking;
using Domicile.Ledger.Audit.Packages.Format;
using Domicile.Ledger.Audit.Packages.Merkle;

namespace Domicile.Ledger.Tests.Audit.Packages;

public sealed class PackageCheckTests : IDisposable
{
    private readonly SamplePackage package = new(5);

    public void Dispose() => package.Dispose();

    [Fact]
    public void A_package_as_it_was_made_is_good()
    {
        var verdict = PackageCheck.Run(package.File, package.AuditKey);
        Assert.Empty(verdict.Mistakes);
        Assert.Equal(("eu", "sandbox", 1L, 5), (
            verdict.Head!.Region, verdict.Head.Institution, verdict.Head.Number, verdict.Head.DocumentCount));
    }

    [Fact]
    public void The_same_parts_give_the_same_bytes()
    {
        var parts = package.Parts(1, "");
        Assert.Equal(parts.Write(package.Documents), parts.Write(package.Documents));
    }

    [Fact]
    public void Other_programs_read_a_package()
    {
        using var zip = new ZipArchive(new MemoryStream(package.File));
        Assert.Equal(9, zip.Entries.Count);
        using var document = zip.GetEntry("documents/eu-3.0198")!.Open();
        using var copy = new MemoryStream();
        document.CopyTo(copy);
        Assert.Equal(package.Documents[2].Ciphertext, copy.ToArray());
    }

    [Fact]
    public void One_bit_altered_anywhere_is_found()
    {
        using var small = new SamplePackage(2);
        for (var bit = 0; bit < small.File.Length * 8; bit++)
        {
            var altered = small.File.ToArray();
            altered[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(
                PackageCheck.Run(altered, small.AuditKey).IsGood, $"bit {bit % 8} of byte {bit / 8} is not noticed");
        }
    }

    [Fact]
    public void A_package_cut_short_or_with_more_behind_it_is_found()
    {
        for (var length = 0; length < package.File.Length; length += 7)
        {
            Assert.False(PackageCheck.Run(package.File.AsMemory(0, length), package.AuditKey).IsGood);
        }

        Assert.False(PackageCheck.Run((byte[])[.. package.File, 0], package.AuditKey).IsGood);
    }

    [Fact]
    public void An_altered_document_is_named()
    {
        var altered = package.File.ToArray();
        var at = altered.AsSpan().IndexOf(package.Documents[3].Ciphertext);
        altered[at] ^= 1;

        var mistakes = PackageCheck.Run(altered, package.AuditKey).Mistakes;

        Assert.Contains(mistakes, mistake =>
            mistake.Place == "documents/eu-4.0198" && mistake.Message.StartsWith("was altered: its SHA-256 is "));
        Assert.DoesNotContain(mistakes, mistake => mistake.Place.StartsWith("documents/eu-3"));
    }

    [Fact]
    public void A_document_put_in_another_ones_place_is_found_though_all_hashes_are_made_anew()
    {
        var parts = package.Parts(1, Convert.ToHexStringLower(MerkleTree.NoRoot));
        var swapped = package.Documents.Select((document, place) =>
            (document.Id, package.Documents[place < 2 ? 1 - place : place].Ciphertext));

        var verdict = PackageCheck.Run(parts.Write(swapped), package.AuditKey);

        Assert.Equal(
            ["documents/eu-1.0198", "documents/eu-2.0198"],
            verdict.Mistakes.Select(mistake => mistake.Place).Distinct());
    }

    [Fact]
    public void A_missing_and_an_added_document_are_named()
    {
        var parts = package.Parts(1, Convert.ToHexStringLower(MerkleTree.NoRoot));
        var mistakes = PackageCheck.Run(
            parts.Write([.. package.Documents.Skip(1), ("eu-9.0198", "new"u8.ToArray())]), package.AuditKey).Mistakes;

        Assert.Contains(new PackageMistake("documents/eu-1.0198", "is missing."), mistakes);
        Assert.Contains(new PackageMistake("documents/eu-9.0198", "does not belong to the package."), mistakes);
    }

    [Fact]
    public void Another_regions_key_is_not_this_ones()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var mistake = Assert.Single(PackageCheck.Run(package.File, other).Mistakes);
        Assert.Equal("head.sig", mistake.Place);
    }

    [Fact]
    public void A_package_follows_the_one_before_it_and_no_other()
    {
        var first = Head(package.File);
        var second = Head(package.Make(2, first.Root));
        var third = Head(package.Make(3, second.Root));

        Assert.Empty(PackageCheck.Follow(second, first));
        Assert.Contains("is package 1; before package 3", Assert.Single(PackageCheck.Follow(third, first)).Message);
        Assert.Contains(
            "this package follows 11",
            Assert.Single(PackageCheck.Follow(second with { PreviousRoot = "11" }, first)).Message);
        Assert.Contains(
            "for tax", Assert.Single(PackageCheck.Follow(second, first with { Institution = "tax" })).Message);
    }

    [Fact]
    public void The_first_package_follows_nothing_and_the_others_something()
    {
        var none = Convert.ToHexStringLower(MerkleTree.NoRoot);
        Assert.False(PackageCheck.Run(package.Make(2, none), package.AuditKey).IsGood);
        Assert.False(PackageCheck.Run(package.Make(1, new string('1', 64)), package.AuditKey).IsGood);
    }

    [Fact]
    public void The_institution_alone_opens_the_documents_keys_and_of_this_package_alone()
    {
        var keys = PackageJson.Read<PackageKeys>(package.Parts(1, "").Keys);
        var id = PackageHead.IdOf("eu", "sandbox", 1);

        var opened = PackageSeals.Open(id, package.InstitutionPrivateKey, keys);
        Assert.Equal(package.Documents.Select(document => SamplePackage.ContentKey(document.Id)), opened);

        using var other = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        Assert.ThrowsAny<CryptographicException>(
            () => PackageSeals.Open(id, other.ExportPkcs8PrivateKeyPem(), keys));
        Assert.ThrowsAny<CryptographicException>(() => PackageSeals.Open(
            PackageHead.IdOf("eu", "sandbox", 2), package.InstitutionPrivateKey, keys));
    }

    private PackageHead Head(byte[] file) => PackageCheck.Run(file, package.AuditKey).Head!;
}
