using System.Security.Cryptography;
using System.Text;
using Domicile.Ledger.Audit.Packages.Checking;
using Domicile.Ledger.Audit.Packages.Format;
using Domicile.Ledger.Audit.Packages.Merkle;

namespace Domicile.Ledger.Tests.Audit.Packages;

public sealed class ProofCheckTests : IDisposable
{
    private readonly SamplePackage package = new(6);

    public void Dispose() => package.Dispose();

    [Fact]
    public void Each_document_is_proven_with_the_public_key_alone()
    {
        for (var place = 0; place < package.Documents.Count; place++)
        {
            var ciphertext = package.Documents[place].Ciphertext;
            var verdict = ProofCheck.Run(PackageJson.Write(Proof(place)), package.AuditKey, ciphertext);
            Assert.Empty(verdict.Mistakes);
        }
    }

    [Fact]
    public void A_proof_shows_no_other_document()
    {
        var text = Encoding.UTF8.GetString(PackageJson.Write(Proof(2)));
        foreach (var (id, ciphertext) in package.Documents.Where(document => document.Id != "eu-3.0198"))
        {
            Assert.DoesNotContain(id, text);
            Assert.DoesNotContain(Convert.ToHexStringLower(SamplePackage.Salt(id)), text);
            Assert.DoesNotContain(Convert.ToHexStringLower(SHA256.HashData(ciphertext)), text);
        }
    }

    [Fact]
    public void Whatever_is_altered_in_a_proof_is_found()
    {
        var proof = Proof(2);
        var other = Proof(3);
        Refused(proof with { Form = "x" }, "form");
        Refused(proof with { Head = "?" }, "file");
        Refused(proof with { Signature = Convert.ToBase64String(new byte[70]) }, "signature");
        Refused(proof with { Document = other.Document }, "path");
        Refused(proof with { CiphertextHash = other.CiphertextHash }, "path");
        Refused(proof with { Salt = other.Salt }, "path");
        Refused(proof with { Place = 3 }, "path");
        Refused(proof with { Path = other.Path }, "path");
        Refused(proof with { Path = [.. proof.Path, proof.Salt] }, "path");
        Refused(proof with { Salt = proof.Salt.ToUpperInvariant() }, "file");

        var head = Convert.FromBase64String(proof.Head);
        head[^20] ^= 1;
        Refused(proof with { Head = Convert.ToBase64String(head) }, "signature");
    }

    [Fact]
    public void Another_document_than_the_proven_one_is_refused()
    {
        var verdict = ProofCheck.Run(PackageJson.Write(Proof(0)), package.AuditKey, package.Documents[1].Ciphertext);
        Assert.Equal("document", Assert.Single(verdict.Mistakes).Place);
    }

    [Fact]
    public void What_is_no_proof_is_refused()
    {
        Assert.False(ProofCheck.Run("{}"u8.ToArray(), package.AuditKey, null).IsGood);
        Assert.False(ProofCheck.Run(package.File, package.AuditKey, null).IsGood);
    }

    private DocumentProof Proof(int place)
    {
        var parts = package.Parts(1, Convert.ToHexStringLower(MerkleTree.NoRoot));
        var (id, ciphertext) = package.Documents[place];
        return new DocumentProof(
            DocumentProof.FormKnown,
            Convert.ToBase64String(parts.Head),
            Convert.ToBase64String(parts.Signature),
            id,
            Convert.ToHexStringLower(SHA256.HashData(ciphertext)),
            Convert.ToHexStringLower(SamplePackage.Salt(id)),
            place,
            [.. MerkleTree.Path(package.Leaves, place).Select(Convert.ToHexStringLower)]);
    }

    private void Refused(DocumentProof proof, string place)
    {
        var mistake = Assert.Single(ProofCheck.Run(PackageJson.Write(proof), package.AuditKey, null).Mistakes);
        Assert.Equal(place, mistake.Place);
    }
}
