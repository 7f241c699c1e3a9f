using System.ComponentModel;
using Domicile.Ledger.Audit.Packages.Proofs;
using Domicile.Server.Docs;

namespace Domicile.Server.Audit;

/// <summary>The proof that one document went to one institution.</summary>
internal sealed record ProofAnswer(
    [property: Description("The institution's name within the region.")]
    [property: Example("sandbox")] string Institution,
    [property: Description("The proof: save it as a file of its own for ./domicile audit check-proof.")]
    ProofParts Proof)
{
    public static ProofAnswer Of(InstitutionProof proof) => new(proof.Institution, ProofParts.Of(proof.Proof));
}
