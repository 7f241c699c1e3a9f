using System.Reflection;
using Domicile.Ledger.Audit.Documents;
using Domicile.Local.Folders;
using Domicile.Local.Institutions;
using Domicile.Local.Nodes;
using Domicile.Local.Worlds;
using Domicile.Sharding.Topology;

namespace Domicile.Local.Ground;

/// <summary>Decides which nodes a topology needs, and which ports they have.</summary>
internal static class WorldPlan
{
    /// <summary>
    /// Lays the topology over what the folder remembers: known nodes keep their ports unless another took them.
    /// </summary>
    /// <param name="remembered">Null for a new world.</param>
    /// <param name="basePort">Null for the remembered one, or the default.</param>
    /// <exception cref="WorldException">The topology lacks a node that the world has.</exception>
    public static WorldFile Make(WorldTopology topology, WorldFile? remembered, int? basePort)
    {
        var wanted = Nodes(topology).ToList();
        var lost = remembered?.Nodes.FirstOrDefault(old => !wanted.Exists(node => node.Name == old.Name));
        if (lost is not null)
        {
            throw new WorldException(
                $"The world has the node {lost.Name}, which the topology file no longer names. Put it back into the "
                + "file, choose another folder with --data, or begin anew with ./domicile reset.");
        }

        RefuseKeysBesideTheRegister(remembered);
        var known = remembered?.Nodes.ToDictionary(node => node.Name, node => node.Port, StringComparer.Ordinal) ?? [];
        var places = remembered?.Nodes.ToDictionary(node => node.Name, node => node.Place) ?? [];
        var firstPort = basePort ?? remembered?.BasePort ?? WorldFile.BasePortDefault;
        var servers = Servers(topology, firstPort).ToList();
        var institutions = Institutions(topology, firstPort + servers.Count).ToList();
        var serverPorts = servers.Select(server => server.Port)
            .Concat(institutions.Select(institution => institution.Port).OfType<int>())
            .ToHashSet();
        using var free = Ports.Choose().Except(known.Values).Except(serverPorts).GetEnumerator();
        return new WorldFile(
            WorldFile.VersionKnown,
            Assembly.GetExecutingAssembly().GetName().Version!.ToString(3),
            remembered?.Postgres ?? PostgresBinaries.VersionIn(PostgresBinaries.Find()),
            firstPort,
            [.. topology.Regions.Select(region => region.Name)],
            [.. wanted.Select(node => node with
            {
                Port = known.TryGetValue(node.Name, out var port) && !serverPorts.Contains(port) && Ports.IsFree(port)
                    ? port
                    : Next(free),
                Place = places.GetValueOrDefault(node.Name, node.Name),
            })])
        {
            Servers = servers,
            Institutions = institutions,
            Periods = topology.Regions.ToDictionary(region => region.Name, region => region.Periods),
            Retention = topology.Regions.ToDictionary(region => region.Name, region => region.Retention),
            Documents = topology.Regions.ToDictionary(
                region => region.Name,
                region => new DocumentRules(region.Retention.Documents, region.DocumentProfile)),
            IsComplete = remembered is { IsComplete: true } && remembered.Nodes.Count == wanted.Count,
        };
    }

    // Worlds of the first months had the key database on the register node: a new, empty one would open nothing.
    private static void RefuseKeysBesideTheRegister(WorldFile? remembered)
    {
        var old = remembered?.Nodes.FirstOrDefault(register => register.Kind == NodeKind.Register
            && !remembered.Nodes.Any(node => node.Kind == NodeKind.Keys && node.Region == register.Region));
        if (old is not null)
        {
            throw new WorldException(
                $"The world was made by a version that kept the wrapped keys on the node {old.Name}; this one has a "
                + "node for them. Choose another folder with --data, or begin anew with ./domicile reset.");
        }
    }

    // Writer sites first: a reader site that comes later changes no region's port.
    private static IEnumerable<WorldServer> Servers(WorldTopology topology, int firstPort)
    {
        var port = firstPort;
        foreach (var region in topology.Regions)
        {
            yield return new WorldServer(region.Name, region.WriterSite.Name, SiteRole.Writer, port++)
            { Rates = region.Rates };
        }

        foreach (var region in topology.Regions)
        {
            foreach (var site in region.Sites.Where(site => site.Role == SiteRole.Reader))
            {
                yield return new WorldServer(region.Name, site.Name, SiteRole.Reader, port++)
                { Rates = region.Rates };
            }
        }
    }

    // Whoever has no address of its own gets a sandbox; one that comes later changes no server's port.
    private static IEnumerable<WorldInstitution> Institutions(WorldTopology topology, int firstPort)
    {
        var port = firstPort;
        foreach (var region in topology.Regions)
        {
            foreach (var institution in region.Institutions)
            {
                yield return new WorldInstitution(
                    region.Name, institution, institution.Url is null ? port++ : null);
            }
        }
    }

    private static IEnumerable<WorldNode> Nodes(WorldTopology topology)
    {
        yield return new WorldNode("central", NodeKind.Central, null, null, 0) { Site = topology.Central.Site };
        foreach (var region in topology.Regions)
        {
            var writer = region.WriterSite.Name;
            yield return new WorldNode($"{region.Name}/register", NodeKind.Register, region.Name, null, 0)
            { Site = writer };
            yield return new WorldNode($"{region.Name}/keys", NodeKind.Keys, region.Name, null, 0) { Site = writer };
            foreach (var shard in region.Shards)
            {
                var primary = $"{region.Name}/{shard.Name}";
                yield return new WorldNode(primary, NodeKind.Primary, region.Name, null, 0)
                { Site = writer, Durability = shard.Durability };
                foreach (var (place, site) in Replicas(region, shard).Index())
                {
                    yield return new WorldNode($"{primary}/r{place + 1}", NodeKind.Replica, region.Name, primary, 0)
                    { Site = site, Durability = shard.Durability };
                }
            }
        }
    }

    // The sites of a shard's replicas: first those beside its primary, then those of the reader sites.
    private static IEnumerable<string> Replicas(RegionTopology region, ShardTopology shard) =>
        Enumerable.Repeat(region.WriterSite.Name, shard.Replicas)
            .Concat(region.Sites.SelectMany(site => Enumerable.Repeat(site.Name, site.Replicas)));

    private static int Next(IEnumerator<int> ports)
    {
        ports.MoveNext();
        return ports.Current;
    }
}
