using Domicile.Local.Folders;
using Domicile.Local.Nodes;
using Domicile.Local.Processes;
using Domicile.Local.Servers;
using Domicile.Sharding.Sql;
using Npgsql;

namespace Domicile.Local.Status;

/// <summary>
/// Looks at every process of a world from outside. Works whether the world runs or not, and while parts of it are down.
/// </summary>
public static class WorldStatus
{
    private static readonly string FiguresSql = SqlFile.Read(typeof(WorldStatus), "NodeFigures.sql");

    /// <summary>The nodes in the order of the topology, then the servers, then the sandbox institutions.</summary>
    public static async Task<IReadOnlyList<NodeStatus>> ReadAsync(
        WorldAddresses addresses, CancellationToken cancellation)
    {
        // Primaries first: a replica's position read after its primary's can be ahead of it, but never seems behind.
        var figures = new Dictionary<string, Figures?>(StringComparer.Ordinal);
        foreach (var group in addresses.Nodes.GroupBy(node => node.Primary is not null).OrderBy(group => group.Key))
        {
            foreach (var (node, found) in await Task.WhenAll(
                group.Select(async node => (node, await AskAsync(addresses, node, cancellation)))))
            {
                figures[node.Name] = found;
            }
        }

        var servers = await Task.WhenAll(
            addresses.World.Servers
                .Select(server => ServerAsync(
                    addresses, server.Stem, Row(server.Name, "server", server.Port) with { Site = server.Site },
                    cancellation))
                .Concat(addresses.World.Institutions.Where(institution => institution.Port is not null)
                    .Select(institution => ServerAsync(
                        addresses, institution.Stem,
                        Row(institution.Name, "institution", institution.Port!.Value), cancellation))));
        return [.. addresses.Nodes.Select(node => Node(addresses, node, figures)), .. servers];
    }

    private static NodeStatus Node(
        WorldAddresses addresses, WorldNode node, Dictionary<string, Figures?> figures)
    {
        var own = figures[node.Name];
        var primary = node.Primary is null ? null : figures[node.Primary];
        var lagBytes = own is null || primary is null
            ? null
            : (long?)Math.Max(0, primary.PositionBytes - own.PositionBytes);
        var process = LeftProcess.Postmaster(Path.Combine(addresses.Folder.NodeFolder(node), "data"));
        var state = (own, process) switch
        {
            (null, null) => NodeState.Stopped,
            (null, _) => NodeState.NotReady,
            _ => node.Primary is null || own.IsStreaming ? NodeState.Running : NodeState.NotFollowing,
        };
        var lagSeconds = lagBytes == 0 && state == NodeState.Running ? 0 : own?.ReplayedSecondsAgo;
        return new NodeStatus(
            node.Name,
            node.Kind.ToString().ToLowerInvariant(),
            node.Port,
            process?.ProcessId,
            state,
            own?.SizeBytes,
            lagBytes,
            lagBytes is null ? null : lagSeconds)
        { Site = node.Site };
    }

    private static async Task<Figures?> AskAsync(
        WorldAddresses addresses, WorldNode node, CancellationToken cancellation)
    {
        try
        {
            await using var source = addresses.Address(node, NodeRoles.Admin).Open("domicile-status", 1);
            await using var command = source.CreateCommand(FiguresSql);
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            await reader.ReadAsync(cancellation);
            return new Figures(
                reader.GetInt64(0),
                (long)reader.GetDecimal(1),
                reader.GetBoolean(2),
                await reader.IsDBNullAsync(3, cancellation) ? null : reader.GetDouble(3));
        }
        catch (NpgsqlException)
        {
            // Not to answer is a state, which the caller tells from the process.
            return null;
        }
    }

    private static async Task<NodeStatus> ServerAsync(
        WorldAddresses addresses, string stem, NodeStatus row, CancellationToken cancellation)
    {
        var (pidFile, configFile) = (addresses.Folder.ServerPidFile(stem), addresses.Folder.ServerFile(stem));
        var process = LeftProcess.OfPidFile(pidFile, ServerProcess.ProgramName, configFile);
        var state = process is null
            ? NodeState.Stopped
            : await ServerProcess.IsReadyAsync($"http://127.0.0.1:{row.Port}", cancellation)
                ? NodeState.Running
                : NodeState.NotReady;
        return row with { ProcessId = process?.ProcessId, State = state };
    }

    private static NodeStatus Row(string name, string role, int port) =>
        new(name, role, port, null, NodeState.Stopped, null, null, null);

    private sealed record Figures(long SizeBytes, long PositionBytes, bool IsStreaming, double? ReplayedSecondsAgo);
}
