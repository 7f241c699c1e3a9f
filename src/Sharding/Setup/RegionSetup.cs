using Domicile.Sharding.Sql;
using Domicile.Sharding.Topology;
using Npgsql;

namespace Domicile.Sharding.Setup;

/// <summary>
/// Makes the register and the shards of one region agree with its topology: names, epochs and first key ranges. To be
/// run after the migrations at every start; what is there stays, and what contradicts it is refused. Stopped anywhere,
/// it is finished by the next run.
/// </summary>
public static class RegionSetup
{
    private const string Application = "domicile setup";
    private static readonly string SetAddressesSql = SqlFile.Read(typeof(RegionSetup), "SetAddresses.sql");

    /// <param name="topology">The region as the topology file describes it.</param>
    /// <param name="nodes">Its register and shards, as the role that owns their schemas.</param>
    /// <param name="cancellation">Leaves each node either as it was or set up.</param>
    /// <exception cref="NpgsqlException">A node did not answer, or its schema is not there.</exception>
    public static async Task<SetupResult> RunAsync(
        RegionTopology topology, RegionNodes nodes, CancellationToken cancellation)
    {
        if (Strangers(topology, nodes) is { Count: > 0 } strangers)
        {
            return new SetupResult(strangers);
        }

        var (register, problems) = await new RegisterSetup(topology).RunAsync(
            nodes.Register.PatientConnectionString(Application), cancellation);
        if (problems.Count > 0)
        {
            return new SetupResult(problems);
        }

        var shards = await Task.WhenAll(nodes.Shards.Select(shard => new ShardSetup(topology.Name, register).RunAsync(
            shard.Name, shard.Primary.PatientConnectionString(Application), cancellation)));
        if (shards.All(shard => shard.Count == 0))
        {
            await SetAddressesAsync(nodes, cancellation);
        }

        return new SetupResult([.. shards.SelectMany(shard => shard)]);
    }

    // Only now: each node has proved to be the shard that the register means, in its present epoch.
    private static async Task SetAddressesAsync(RegionNodes nodes, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(
            nodes.Register.PatientConnectionString(Application));
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand(SetAddressesSql, connection)
        {
            Parameters =
            {
                new() { Value = nodes.Shards.Select(shard => shard.Name).ToArray() },
                new() { Value = nodes.Shards.Select(shard => shard.Primary.Place).ToArray() },
            },
        };
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static List<string> Strangers(RegionTopology topology, RegionNodes nodes)
    {
        var named = topology.Shards.Select(shard => shard.Name).Order(StringComparer.Ordinal).ToList();
        var given = nodes.Shards.Select(shard => shard.Name).Order(StringComparer.Ordinal).ToList();
        return nodes.Region == topology.Name && named.SequenceEqual(given)
            ? []
            :
            [
                $"The topology describes region {topology.Name} with shards {string.Join(", ", named)}, but the nodes "
                + $"given are region {nodes.Region}'s {string.Join(", ", given)}.",
            ];
    }
}
