using Domicile.Local.Folders;
using Domicile.Local.Institutions;
using Domicile.Local.Restores;
using Domicile.Local.Worlds;
using Domicile.Sharding.Topology;

namespace Domicile.Local.Ground;

/// <summary>
/// Makes a world's folder ready for its processes: stops what an earlier run left behind, chooses ports, makes
/// passwords and keys. For the holder of the world's lock.
/// </summary>
internal sealed class WorldGround(WorldOptions options, IProgress<WorldEvent> events)
{
    private readonly WorldFolder folder = options.Folder;

    /// <exception cref="WorldException">The folder, a port or the disk stands against it.</exception>
    public async Task<WorldAddresses> PrepareAsync(WorldTopology topology, CancellationToken cancellation)
    {
        var remembered = WorldFile.TryRead(folder);
        var left = await WorldLeftovers.StopAsync(folder, cancellation);
        await LeftRestores.FinishAsync(folder, cancellation);
        if (left.Count > 0)
        {
            events.Report(new WorldEvent(
                "world", $"was killed before; stopped what was left running: {string.Join(", ", left)}"));
        }

        var world = WorldPlan.Make(topology, remembered, options.BasePort);
        world = remembered is null ? FoundPlaces.In(folder, world) : world;
        RefuseLostData(remembered);
        RefuseTakenPorts(world);
        WorldDisk.Check(options, world);
        Report(remembered, world);
        world.Write(folder);
        foreach (var region in world.Regions)
        {
            new RegionKeys(folder, region).Make(mayMakeKeys: !HasData($"{region}/register"));
        }

        WorldSandboxes.Make(folder, world);
        return new WorldAddresses(folder, world, WorldSecrets.ReadOrMake(folder, world));
    }

    /// <summary>Remembers that every node has been made: from now on one without data has lost them.</summary>
    public static void MarkComplete(WorldAddresses addresses)
    {
        if (!addresses.World.IsComplete)
        {
            (addresses.World with { IsComplete = true }).Write(addresses.Folder);
        }
    }

    private bool HasData(string node) => Directory.Exists(Path.Combine(folder.NodeFolder(node), "data"));

    // A replica is made anew from its primary; what a primary held is nowhere else.
    private void RefuseLostData(WorldFile? remembered)
    {
        var lost = remembered is { IsComplete: true }
            ? remembered.Nodes.FirstOrDefault(node => node.Primary is null && !HasData(node.Place))
            : null;
        if (lost is not null)
        {
            throw new WorldException(
                $"The data of the node {lost.Name} are gone from {folder.NodeFolder(lost)}. Put back a copy, or "
                + "begin anew with ./domicile reset, which destroys the rest of the world.");
        }
    }

    private void RefuseTakenPorts(WorldFile world)
    {
        var servers = options.ServerProgram is null
            ? []
            : world.Servers.Select(server => (server.Name, server.Port));
        var sandboxes = options.SandboxProgram is null
            ? []
            : world.Institutions.Where(institution => institution.Port is not null)
                .Select(institution => (institution.Name, Port: institution.Port!.Value));
        foreach (var (name, port) in servers.Concat(sandboxes))
        {
            if (!Ports.IsFree(port))
            {
                throw new WorldException(
                    $"Port {port} of 127.0.0.1, on which {name} shall listen, is in use"
                    + $"{PortHolder.Describe(port)}. Stop what listens there, or choose other ports with "
                    + "--port BASE.");
            }
        }
    }

    private void Report(WorldFile? remembered, WorldFile world)
    {
        if (remembered is null)
        {
            events.Report(new WorldEvent("world", $"is made in {folder.Path}"));
        }

        foreach (var node in world.Nodes)
        {
            var old = remembered?.Nodes.FirstOrDefault(old => old.Name == node.Name);
            if (old is not null && old.Port != node.Port)
            {
                events.Report(new WorldEvent(
                    node.Name,
                    $"listens on port {node.Port} now: its port {old.Port} is in use{PortHolder.Describe(old.Port)}"));
            }
        }
    }
}
