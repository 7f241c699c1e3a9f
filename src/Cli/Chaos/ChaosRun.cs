using System.Diagnostics;
using Domicile.Cli.Chaos.Faults;
using Domicile.Cli.Chaos.Load;
using Domicile.Cli.Chaos.Proof;
using Domicile.Cli.Client;
using Domicile.Cli.Tokens;
using Domicile.Local.Folders;
using Domicile.Sharding.Topology;

namespace Domicile.Cli.Chaos;

/// <summary>
/// Harms a running world while money moves in it, lets it settle, and compares what callers were told with the books.
/// </summary>
internal sealed class ChaosRun(WorldAddresses addresses, WorldTopology topology, ChaosOptions options)
{
    private const int UsersPerRegion = 16;
    private const int ConnectionsMax = 64;

    // A replica that is further behind may not be promoted any more.
    private static readonly TimeSpan LagMax = TimeSpan.FromSeconds(15);

    // Longer than any run: a caller that gives up leaves an order open, and the run proves less.
    private static readonly Patience CallerPatience = new(TimeSpan.FromMinutes(5), WaitsForServer: true);

    /// <param name="logFile">Where callers write down what they were told.</param>
    public async Task<ChaosReport> RunAsync(
        string logFile, IProgress<Fault> events, CancellationToken cancellation)
    {
        var clients = addresses.World.Servers.Select(server => (server, Client: Open(server))).ToList();
        try
        {
            var writers = clients.Where(one => one.server.Role == SiteRole.Writer)
                .ToDictionary(one => one.server.Region, one => one.Client, StringComparer.Ordinal);
            var cast = await Cast.MakeAsync(writers, ShardOf, UsersPerRegion, cancellation);
            using var log = new OutsideLog(logFile);
            var load = new ChaosLoad(
                clients.ToLookup(one => one.server.Region, one => one.Client), cast, log, options.Seed);
            await load.FundAsync(cancellation);

            var readers = new ChaosReaders(clients.ToLookup(
                one => one.server.Region, one => (one.server.Url, Token(one.server.Region))), cast, options.Seed);
            using var enough = new CancellationTokenSource();
            var injector = new FaultInjector(addresses.Folder, Plan(), () => log.Now, events);
            var loading = Task.WhenAll(load.RunAsync(enough.Token, cancellation), readers.RunAsync(enough.Token));
            await injector.RunAsync(options.Length, ChaosOptions.Interval, cancellation);
            var settling = Stopwatch.StartNew();
            await enough.CancelAsync();
            await loading;
            var shards = cast.Shards;
            var settled = await new Settling(
                addresses.Folder, cast, log, (user, at) => MayBeLost(injector.Promotions, shards[user], at))
                .WaitAsync(settling, cancellation);
            return new ChaosReport(
                options, injector.Faults, injector.Promotions, injector.Length, log, readers, settled);
        }
        finally
        {
            clients.ForEach(one => one.Client.Dispose());
        }
    }

    // With durability local a promotion may lose what its replica had not received yet.
    private bool MayBeLost(IReadOnlyList<Promoted> promotions, string shard, TimeSpan at) =>
        addresses.Node(shard).Durability == Durability.Local
        && promotions.Any(one => one.Shard == shard && at <= one.EndedAt && at >= one.FrozenAt - LagMax);

    private FaultPlan Plan() => new(
        options.Seed, (int)(options.Length / ChaosOptions.Interval) + 1, options.CountOfEachMin);

    private RegionClient Open(WorldServer server) => new(
        server.Url,
        Token(server.Region),
        CallerPatience,
        RegionClient.Connections(ConnectionsMax));

    private string Token(string region) =>
        new RegionTokens(addresses.Folder, TimeProvider.System).ForOperator(region);

    private string ShardOf(string region, long number) => topology.Regions.Single(one => one.Name == region).Shards
        .FirstOrDefault(shard => shard.Ranges.Any(range => number >= range.First && number < range.End))?.Name ?? "";
}
