using Domicile.Ledger.Audit.Packages.Checking;

namespace Domicile.Ledger.Audit.Packages.Proofs;

/// <summary>The proof that one document went to one institution.</summary>
/// <param name="Institution">Its name within the region.</param>
public sealed record InstitutionProof(string Institution, DocumentProof Proof);
