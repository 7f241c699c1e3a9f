using System.Globalization;
using System.Text.Json;
using Domicile.Aws.Nodes;
using Domicile.Aws.Queue;
using Domicile.Aws.Secrets;
using Domicile.Ledger.Central;
using Domicile.Ledger.Queue;
using Domicile.Server.Workers;
using Domicile.Sharding.Topology;
using Domicile.Sharding.Topology.Aws;

namespace Domicile.Server.Hosting.Parts;

/// <summary>
/// Puts the function of the central database together from its environment and AWS. It has a way to no region but the
/// regions' queues. The database is in one site only, so that its secret may say where it is.
/// </summary>
internal static class AwsCentral
{
    private const string Secret = "domicile/central/server";

    /// <exception cref="InvalidDataException">Something is missing or contradicts something else.</exception>
    public static async Task<CentralParts> ReadAsync(
        AwsEnvironment environment, AwsCalls calls, CancellationToken cancellation)
    {
        var world = await AwsWorldFile.ReadAsync(environment.Topology, calls.Here, cancellation);
        if (!environment.StandsStill || world.Central.Site != environment.Site)
        {
            throw new InvalidDataException(
                $"the role central is that of a function in {world.Central.Site}: set DOMICILE_HOST to lambda.");
        }

        var logins = new SecretLogins(calls.Here, Secret, TimeProvider.System);
        var address = await AddressAsync(calls, logins, cancellation);
        var database = address.OpenForWrites("domicile-server central-work", environment.PoolSizeMax);
        var regions = world.Regions.ToDictionary(
            region => region.Name, region => RegionQueue(world, region, calls), StringComparer.Ordinal);
        return new CentralParts(
            environment.Url,
            environment.Site,
            new SqsQueue(RegionQueues.CentralName, calls.Here, QueuePlace.Central(), TimeProvider.System),
            database)
        {
            Receipts = new FiguresReceipts(database, regions),
            Events = environment.Events,
            Owned = [calls, logins],
        };
    }

    private static IMessageQueue RegionQueue(WorldTopology world, RegionTopology region, AwsCalls calls)
    {
        var isOwn = region.Aws.Account == world.Aws.Account || region.Aws.Account == AwsWorld.AccountPlaceholder;
        return new SqsQueue(
            region.Name,
            calls.In(region.WriterSite.Name),
            QueuePlace.OfRegion(region.Name, isOwn ? null : region.Aws.Account),
            TimeProvider.System);
    }

    private static async Task<NodeAddress> AddressAsync(
        AwsCalls calls, SecretLogins logins, CancellationToken cancellation)
    {
        using var json = JsonDocument.Parse(await new SecretReader(calls.Here).ReadAsync(Secret, cancellation));
        var login = await logins.ReadAsync(cancellation);
        return new NodeAddress(Text("host"), Port(), Text("dbname"), login.User, login.Password)
        {
            Logins = logins,
            Roots = DatabaseRoots.File,
        };

        string Text(string name) =>
            json.RootElement.TryGetProperty(name, out var value) && value.ToString() is { Length: > 0 } text
                ? text
                : throw new InvalidDataException($"the secret {Secret} has no {name}.");

        int Port() => int.TryParse(Text("port"), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? port
            : throw new InvalidDataException($"the port in the secret {Secret} is no number.");
    }
}
