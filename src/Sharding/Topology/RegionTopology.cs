using Domicile.Sharding.Topology.Aws;
using Domicile.Sharding.Topology.Callers;
using Domicile.Sharding.Topology.Institutions;
using Domicile.Sharding.Topology.Privacy;

namespace Domicile.Sharding.Topology;

/// <summary>One region as the topology file describes it.</summary>
/// <param name="Name">Such as <c>eu</c>.</param>
/// <param name="RangeWidth">User numbers of a range that is given to a full shard.</param>
/// <param name="Sites">One writer site, any number of reader sites.</param>
/// <param name="Shards">At least one.</param>
public sealed record RegionTopology(
    string Name, long RangeWidth, IReadOnlyList<SiteTopology> Sites, IReadOnlyList<ShardTopology> Shards)
{
    /// <summary>What a region's <see cref="RangeWidth"/> is when the file says nothing.</summary>
    public const long RangeWidthDefault = 30_000;

    /// <summary>How long copies and keys live on.</summary>
    public RegionPeriods Periods { get; init; } = new();

    /// <summary>Those that the region sends its documents to; may be none.</summary>
    public IReadOnlyList<InstitutionTopology> Institutions { get; init; } = [];

    /// <summary>How much a server of the region takes of each caller.</summary>
    public CallerRates Rates { get; init; } = CallerRates.Default;

    /// <summary>The details that the region's documents show: what its institutions ask for.</summary>
    public IReadOnlyList<ProfileDetail> DocumentProfile => Institutions.Count == 0 ? [] : Institutions[0].Profile;

    /// <summary>Who answers for the users' data; null when the file does not say.</summary>
    public ControllerTopology? Controller { get; init; }

    public RetentionTopology Retention { get; init; } = new();

    public AwsRegion Aws { get; init; } = new();

    /// <summary>The one site that writes.</summary>
    public SiteTopology WriterSite => Sites.Single(site => site.Role == SiteRole.Writer);
}
