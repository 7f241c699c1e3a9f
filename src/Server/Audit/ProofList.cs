using System.ComponentModel;
using Domicile.Ledger.Audit.Packages.Proofs;

namespace Domicile.Server.Audit;

/// <summary>The proofs of one document, one for each institution that has it in a package.</summary>
internal sealed record ProofList(
    [property: Description("One for each institution that has the document in a package.")]
    IReadOnlyList<ProofAnswer> Proofs)
{
    public static ProofList Of(IEnumerable<InstitutionProof> proofs) => new([.. proofs.Select(ProofAnswer.Of)]);
}
