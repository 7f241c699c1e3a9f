using Domicile.Local.Backups;
using Domicile.Local.Folders;
using Domicile.Local.Ground;
using Domicile.Local.Institutions;
using Domicile.Local.Keys;
using Domicile.Local.Nodes;
using Domicile.Local.Processes;
using Domicile.Local.Promotions;
using Domicile.Sharding.Setup;
using Domicile.Sharding.Topology;

namespace Domicile.Local.Worlds;

/// <summary>
/// A running world: all nodes and servers of one topology on this machine, watched and started again when one ends.
/// Lives from <see cref="StartAsync"/> to <see cref="DisposeAsync"/>, which stops everything cleanly. A world whose
/// process was killed starts again from its folder and has lost nothing that was committed.
/// </summary>
public sealed class World : IAsyncDisposable
{
    private readonly WorldLock held;
    private readonly WorldNodes nodes;
    private readonly WorldServers? servers;
    private readonly WorldSandboxes? sandboxes;
    private readonly CancellationTokenSource stopping = new();
    private Task[] watching = [];
    private bool isStopped;

    private World(WorldLock held, WorldAddresses addresses, WorldOptions options, IProgress<WorldEvent> events)
    {
        this.held = held;
        Addresses = addresses;
        nodes = new WorldNodes(addresses, events);
        sandboxes = options.SandboxProgram is { } sandbox ? new WorldSandboxes(addresses, sandbox) : null;
        servers = options.ServerProgram is { } program ? new WorldServers(addresses, program) : null;
    }

    /// <summary>Where its databases and servers are.</summary>
    public WorldAddresses Addresses { get; }

    /// <summary>
    /// Starts the world and returns when everything in it answers; stops what it started if one does not.
    /// </summary>
    /// <param name="events">Hears of the progress, and of every process that ends before its time.</param>
    /// <exception cref="WorldException">The folder, a port, the disk or a schema stands against it.</exception>
    /// <exception cref="Nodes.NodeException">A node or server did not start.</exception>
    public static async Task<World> StartAsync(
        WorldOptions options, IProgress<WorldEvent> events, CancellationToken cancellation)
    {
        var topology = ReadTopology(options.TopologyFile);
        options.Folder.Create();
        var taken = WorldLock.Take(options.Folder, options.Command);
        try
        {
            var addresses = await new WorldGround(options, events).PrepareAsync(topology, cancellation);
            addresses = await LeftPromotions.ExchangeAsync(addresses, cancellation);
            var world = new World(taken, addresses, options, events);
            await world.StartAllAsync(topology, events, cancellation);
            return world;
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Ends, with its cause, when watching the world is no longer possible; does not end before that.
    /// </summary>
    public async Task WaitAsync(CancellationToken cancellation) =>
        await await Task.WhenAny(watching).WaitAsync(cancellation);

    /// <summary>Stops the servers, then the nodes, then lets go of the folder.</summary>
    public async ValueTask DisposeAsync()
    {
        if (isStopped)
        {
            return;
        }

        isStopped = true;
        await stopping.CancelAsync();
        try
        {
            await Task.WhenAll(watching);
        }
        finally
        {
            await StopAllAsync();
            held.Dispose();
            stopping.Dispose();
        }
    }

    /// <summary>Reads the file that describes a world.</summary>
    /// <exception cref="WorldException">It cannot be read, or has mistakes; the message names all of them.</exception>
    public static WorldTopology ReadTopology(string file)
    {
        try
        {
            var reading = TopologyFile.Read(file);
            return reading.World ?? throw new WorldException(
                $"{file} does not describe a world:\n"
                + string.Join('\n', reading.Mistakes.Select(mistake => $"  {mistake}")));
        }
        catch (IOException e)
        {
            throw new WorldException(
                $"The topology file cannot be read: {e.Message} Name another one with --topology FILE.", e);
        }
    }

    private async Task StartAllAsync(
        WorldTopology topology, IProgress<WorldEvent> events, CancellationToken cancellation)
    {
        try
        {
            await nodes.StartAsync(cancellation);
            events.Report(new WorldEvent("world", $"{Addresses.Nodes.Count} nodes run"));
            await MigrateAsync(events, cancellation);
            await LeftPromotions.BeginAsync(Addresses, cancellation);
            await SetUpRegionsAsync(topology, cancellation);
            WorldGround.MarkComplete(Addresses);
            await Task.WhenAll(
                servers?.StartAsync(cancellation) ?? Task.CompletedTask,
                sandboxes?.StartAsync(cancellation) ?? Task.CompletedTask);
            if (servers is not null)
            {
                events.Report(new WorldEvent("world", $"{Addresses.World.Servers.Count} servers are ready"));
            }
        }
        catch
        {
            await StopAllAsync();
            throw;
        }

        IEnumerable<IMember> members = [.. nodes.Members, .. servers?.Members ?? [], .. sandboxes?.Members ?? []];
        var supervisor = new WorldSupervisor(events, TimeProvider.System);
        watching =
        [
            .. members.Select(member => supervisor.WatchAsync(member, stopping.Token)),
            new BackupKeeper(Addresses, events, TimeProvider.System).WatchAsync(stopping.Token),
            new RotationKeeper(Addresses, events, TimeProvider.System).WatchAsync(stopping.Token),
        ];
    }

    private async Task MigrateAsync(IProgress<WorldEvent> events, CancellationToken cancellation)
    {
        var results = await WorldMigrations.RunAsync(Addresses, cancellation);
        var failures = results.Where(result => !result.IsComplete).Select(result => result.Failure).ToList();
        if (failures.Count > 0)
        {
            throw new WorldException(string.Join('\n', failures));
        }

        var appliedCount = results.Sum(result => result.Applied.Count);
        events.Report(new WorldEvent(
            "world", appliedCount == 0 ? "schemas are up to date" : $"{appliedCount} migrations applied"));
    }

    private async Task SetUpRegionsAsync(WorldTopology topology, CancellationToken cancellation)
    {
        var results = await Task.WhenAll(topology.Regions.Select(region => RegionSetup.RunAsync(
            region, Addresses.Region(region.Name, NodeRoles.Owner), cancellation)));
        var problems = results.SelectMany(result => result.Problems).ToList();
        if (problems.Count > 0)
        {
            throw new WorldException(string.Join('\n', problems));
        }
    }

    private async Task StopAllAsync()
    {
        await (servers?.StopAsync(CancellationToken.None) ?? Task.CompletedTask);
        await (sandboxes?.StopAsync(CancellationToken.None) ?? Task.CompletedTask);
        await nodes.StopAsync(CancellationToken.None);
    }
}
