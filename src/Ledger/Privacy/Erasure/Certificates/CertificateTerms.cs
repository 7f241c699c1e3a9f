using Domicile.Sharding.Topology.Privacy;

namespace Domicile.Ledger.Privacy.Erasure.Certificates;

/// <summary>What a region can promise of an erasure, and what it signs that with.</summary>
/// <param name="KeyPem">The private half of the region's signing key (ECDSA P-256), in PEM.</param>
/// <param name="Periods">How long backups and generations of the wrapping key live.</param>
public sealed record CertificateTerms(string KeyPem, RegionPeriods Periods)
{
    /// <summary>Shows no key.</summary>
    public override string ToString() => nameof(CertificateTerms);
}
