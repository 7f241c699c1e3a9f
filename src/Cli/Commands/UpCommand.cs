using System.CommandLine;
using Domicile.Cli.Output;
using Domicile.Local.Folders;
using Domicile.Local.Institutions;
using Domicile.Local.Worlds;
using Domicile.Sharding.Topology;
using Spectre.Console;

namespace Domicile.Cli.Commands;

/// <summary><c>./domicile up</c>: runs the world in the foreground until Ctrl-C or <c>./domicile down</c>.</summary>
internal static class UpCommand
{
    public static Command Create()
    {
        var command = new ExampledCommand(
            "up",
            "Start the world that domicile.json describes and keep it running until Ctrl-C or ./domicile down.",
            "./domicile up --data /tmp/world --port 6080")
        {
            WorldArguments.Topology,
            WorldArguments.Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var json = parsed.GetValue(WorldArguments.Json);
        var options = WorldArguments.StartOptions(parsed, "up");
        await using var world = await World.StartAsync(options, new WorldProgress(json), cancellation);
        Print(world.Addresses.World, options, json);
        try
        {
            await world.WaitAsync(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            Tell(json, "is being stopped");
        }

        await world.DisposeAsync();
        Tell(json, "has stopped");
        return 0;
    }

    private static void Print(WorldFile world, WorldOptions options, bool json)
    {
        if (json)
        {
            Terminal.WriteJsonLine(new
            {
                Folder = options.Folder.Path,
                Environment.ProcessId,
                Servers = world.Servers.Select(server => new { server.Region, server.Site, server.Role, server.Url }),
                Institutions = world.Institutions.Select(
                    institution => new { institution.Region, institution.Topology.Name, institution.Url }),
                world.Nodes,
            });
            return;
        }

        Terminal.Out.WriteLine();
        foreach (var server in world.Servers)
        {
            Terminal.Out.MarkupLineInterpolated(
                $"[bold]{server.Region}[/]  {server.Url}/v1   docs at {server.Url}/docs   {Place(server)}");
        }

        foreach (var institution in world.Institutions)
        {
            Terminal.Out.MarkupLineInterpolated(
                $"[bold]{institution.Region}[/]  {institution.Url}   {Place(institution)}");
        }

        Terminal.Out.WriteLine();
        Terminal.Out.MarkupLineInterpolated($"The world runs in {options.Folder.Path}. Ctrl-C stops it.");
    }

    private static string Place(WorldServer server) => (server.Site, server.Role) switch
    {
        ("", _) => "",
        (var site, SiteRole.Writer) => $"writer site {site}",
        var (site, _) => $"reader site {site}: hands writes on",
    };

    private static string Place(WorldInstitution institution) => institution.Port is null
        ? $"institution {institution.Topology.Name}"
        : $"institution {institution.Topology.Name}: a sandbox that takes packages";

    private static void Tell(bool json, string text) => new WorldProgress(json).Report(new WorldEvent("world", text));
}
