using Domicile.Ledger.Signing;
using Domicile.Sharding.Topology.Privacy;

namespace Domicile.Ledger.Privacy.Erasure.Certificates;

/// <summary>What a region can promise of an erasure, and what it signs that with.</summary>
/// <param name="Key">The region's signing key. Stays the caller's.</param>
/// <param name="Periods">How long backups and generations of the wrapping key live.</param>
public sealed record CertificateTerms(ISigningKey Key, RegionPeriods Periods);
