using Domicile.Ledger.Audit.Packages.Proofs;

namespace Domicile.Server.Audit;

/// <summary>The proofs of one document, one for each institution that has it in a package.</summary>
internal sealed record ProofList(IReadOnlyList<InstitutionProof> Proofs);
