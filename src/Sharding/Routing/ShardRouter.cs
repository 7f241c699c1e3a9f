using System.Diagnostics.CodeAnalysis;
using Domicile.Sharding.Map;
using Domicile.Sharding.Nodes;
using Domicile.Sharding.Register;
using Domicile.Sharding.Topology;
using Npgsql;

namespace Domicile.Sharding.Routing;

/// <summary>
/// Finds the shard of a user of one region. Holds the newest shard map it has seen and the pools of that region's
/// shards; lives as long as the process; safe for many callers at once. Its map may be old: each shard checks the range
/// again in the transaction of every write, so an old map makes a write slow and never wrong.
/// </summary>
public sealed class ShardRouter : IAsyncDisposable
{
    private readonly NodePool register;
    private readonly Dictionary<string, Shard> shards;
    private readonly SharedReload reload;
    private RouteTable table;

    private ShardRouter(RegionNodes nodes, ShardPools pools)
    {
        Region = nodes.Region;
        reload = new SharedReload(ReadMapAsync);
        register = nodes.Register.OpenForWrites(pools.Application, pools.Sizes.Register);
        RegisterForWork = nodes.Register.ForWork.OpenForWrites(pools.Application, pools.Sizes.Register);
        shards = nodes.Shards.ToDictionary(
            shard => shard.Name,
            shard => new Shard(nodes.Region, shard, pools),
            StringComparer.Ordinal);
        table = new RouteTable(new ShardMap(-1, []), shards);
    }

    public string Region { get; }

    /// <summary>The map in use; empty, of version -1, before the first <see cref="ReloadAsync"/>.</summary>
    public ShardMap Map => Volatile.Read(ref table).Map;

    /// <summary>The region's shards that this process has addresses of.</summary>
    public IReadOnlyCollection<Shard> Shards => shards.Values;

    /// <summary>The region's register, for those who keep tables of their own beside it.</summary>
    public NodePool Register => register;

    /// <summary>The same as the role of background work.</summary>
    public NodePool RegisterForWork { get; }

    /// <summary>Opens the pools without connecting; call <see cref="ReloadAsync"/> before routing.</summary>
    /// <param name="nodes">The region's nodes, as a role that may read the register and write the shards.</param>
    /// <param name="application">Shown in <c>pg_stat_activity</c>.</param>
    /// <param name="poolSizeMax">
    /// Connections to each primary, and to each replica, 1 to 100; other pools follow it (<see cref="PoolSizes"/>).
    /// </param>
    /// <param name="check">Asked about each new connection to a primary; null for nobody.</param>
    public static ShardRouter Open(
        RegionNodes nodes, string application, int poolSizeMax, IConnectionCheck? check = null) =>
        new(nodes, new ShardPools(application, new PoolSizes(poolSizeMax), check));

    /// <summary>Goes over to the logins of this moment; connections that are in use are used up.</summary>
    /// <param name="cancellation">Stops asking for them.</param>
    public async Task FollowLoginsAsync(CancellationToken cancellation)
    {
        await register.FollowLoginAsync(cancellation);
        await RegisterForWork.FollowLoginAsync(cancellation);
        await Task.WhenAll(shards.Values.SelectMany(shard => shard.Nodes)
            .Select(node => node.FollowLoginsAsync(cancellation)));
    }

    /// <summary>Closes connections that nobody uses at this moment; the next callers get new ones.</summary>
    public void CloseIdle()
    {
        register.Clear();
        RegisterForWork.Clear();
        foreach (var node in shards.Values.SelectMany(shard => shard.Nodes))
        {
            node.Clear();
        }
    }

    /// <summary>The shard of that name within the region, such as <c>s1</c>.</summary>
    public bool TryGetShard(string name, [NotNullWhen(true)] out Shard? shard) =>
        shards.TryGetValue(name, out shard);

    /// <summary>Finds the owner of a user number by the map in use; false when no range covers it.</summary>
    /// <remarks>No allocation, no lock. False may mean an old map: see <see cref="RouteAsync"/>.</remarks>
    public bool TryRoute(long userNumber, out ShardRoute route) =>
        Volatile.Read(ref table).TryRoute(userNumber, out route);

    /// <summary>
    /// Finds the owner of a user number, if need be with a map read now: a number beyond the map may be of a range that
    /// was given to a shard since. Null when no range covers it: there is no such user.
    /// </summary>
    /// <exception cref="RegisterException">The owner is a shard that this process has no address of.</exception>
    /// <exception cref="NpgsqlException">The register did not answer.</exception>
    public ValueTask<ShardRoute?> RouteAsync(long userNumber, CancellationToken cancellation) =>
        TryRoute(userNumber, out var route) ? new(route) : ReloadAndRouteAsync(userNumber, cancellation);

    /// <summary>
    /// Reads the region's map from the register and puts it in place of the one in use, if it is newer. Callers at the
    /// same time share one reading, which begins after each of them asked.
    /// </summary>
    /// <exception cref="RegisterException">It is empty, or another region's; the map in use stays.</exception>
    /// <exception cref="NpgsqlException">The register did not answer; the map in use stays.</exception>
    public Task ReloadAsync(CancellationToken cancellation) => reload.RunAsync(cancellation);

    /// <summary>
    /// Asks the register for the version of its map, and reads the map when it is newer than the one in use: cheap
    /// enough to be done several times a second, so that a promotion is followed at once.
    /// </summary>
    /// <inheritdoc cref="ReloadAsync"/>
    public async Task RefreshAsync(CancellationToken cancellation)
    {
        if (await RegisterReader.ReadVersionAsync(register, cancellation) > Map.Version)
        {
            await ReloadAsync(cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var shard in shards.Values)
        {
            foreach (var node in shard.Nodes)
            {
                await node.DisposeAsync();
            }
        }

        await register.DisposeAsync();
        await RegisterForWork.DisposeAsync();
        reload.Dispose();
    }

    /// <summary>Puts a map in place of an older one. Reloads follow one another: nobody else writes.</summary>
    internal void Use(ShardMap read)
    {
        // A register that was restored from its past has nothing to teach.
        if (read.Version > Map.Version)
        {
            Volatile.Write(ref table, new RouteTable(read, shards));
        }
    }

    private async ValueTask<ShardRoute?> ReloadAndRouteAsync(long userNumber, CancellationToken cancellation)
    {
        await ReloadAsync(cancellation);
        if (TryRoute(userNumber, out var route))
        {
            return route;
        }

        return Map.TryFind(userNumber, out var range)
            ? throw new RegisterException(
                $"The register gives range {range} to shard {Region}/{range.Shard}, but this process has no address of "
                + "it: start it again with the region's present nodes.")
            : null;
    }

    private async Task ReadMapAsync(CancellationToken cancellation)
    {
        var map = await RegisterReader.ReadMapAsync(register, Region, cancellation);
        foreach (var seat in await RegisterReader.ReadSeatsAsync(register, cancellation))
        {
            if (TryGetShard(seat.Shard, out var shard))
            {
                shard.Seat(seat.Epoch, seat.Place);
            }
        }

        // Last, so that whoever finds this version in use finds the primaries that go with it.
        Use(map);
    }
}
