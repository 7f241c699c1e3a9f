using Domicile.Local.Folders;
using Domicile.Local.Institutions;
using Domicile.Local.Processes;
using Domicile.Local.Restores;
using Domicile.Local.Servers;
using Domicile.Local.Worlds;

namespace Domicile.Local.Ground;

/// <summary>
/// Finds and stops what a world's holder left running when it was killed. Only for whoever holds the world's lock:
/// then no process on its folders has a holder.
/// </summary>
internal static class WorldLeftovers
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Stops all, cleanly where they can, and returns their names, such as <c>eu/s1</c>.</summary>
    /// <exception cref="WorldException">One of them cannot be stopped.</exception>
    public static async Task<IReadOnlyList<string>> StopAsync(WorldFolder folder, CancellationToken cancellation)
    {
        var servers = Find(folder.ServerPidFiles(), ServerName, file => LeftProcess.OfPidFile(
            file, ServerProcess.ProgramName, Path.ChangeExtension(file, ".json")));
        await StopAsync(servers, [Signals.Terminate, Signals.Kill], cancellation);

        var nodeFolders = folder.NodeFolders();
        var makers = Find(nodeFolders, NodeName, node => new[] { "initdb", "pg_basebackup" }
            .Select(program => LeftProcess.OfPidFile(
                Path.Combine(node, "make.pid"), program, Path.Combine(node, "data.new")))
            .FirstOrDefault(found => found is not null));
        await StopAsync(makers, [Signals.Terminate, Signals.Kill], cancellation);

        // A restore that was killed leaves its copy of a node running too.
        var nodes = Find(
            nodeFolders.Concat(nodeFolders.Select(node => new RestorePlace(node).Folder)),
            NodeName,
            node => LeftProcess.Postmaster(Path.Combine(node, "data")));
        await StopAsync(nodes, [Signals.Interrupt, Signals.Quit, Signals.Kill], cancellation);
        return [.. servers.Select(server => server.Name), .. nodes.Select(node => node.Name)];
    }

    private static List<(string Name, LeftProcess Process)> Find(
        IEnumerable<string> places, Func<string, string> name, Func<string, LeftProcess?> find) =>
        [.. from place in places
            let process = find(place)
            where process is not null
            select (name(place), process)];

    private static string NodeName(string folder) => Path.GetFileName(folder) is var name && name == RestorePlace.Name
        ? NodeName(Path.GetDirectoryName(folder)!) + " (being restored)"
        : name.Replace('-', '/');

    private static string ServerName(string pidFile) => Path.GetFileNameWithoutExtension(pidFile) is var stem
        && WorldInstitution.IsStem(stem)
            ? WorldInstitution.NameOf(stem)
            : WorldServer.NameOf(stem);

    private static async Task StopAsync(
        List<(string Name, LeftProcess Process)> left, int[] signals, CancellationToken cancellation)
    {
        try
        {
            await Task.WhenAll(left.Select(one => one.Process.StopAsync(signals, Patience, cancellation)));
        }
        catch (TimeoutException e)
        {
            throw new WorldException(
                $"A process that an earlier run left behind cannot be stopped: {e.Message} Stop it as the user who "
                + "started it.",
                e);
        }
    }
}
