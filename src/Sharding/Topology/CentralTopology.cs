namespace Domicile.Sharding.Topology;

/// <summary>The central database, which all regions feed.</summary>
/// <param name="Site">The site that it stands in; one of the regions' sites.</param>
public sealed record CentralTopology(string Site);
