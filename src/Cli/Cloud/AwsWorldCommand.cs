using System.CommandLine;
using Domicile.Aws.Calls;
using Domicile.Cli.Cloud.Regions;
using Domicile.Cli.Output;
using Domicile.Cli.WorldView;
using Domicile.Ledger.Central.World;
using Domicile.Local.Worlds;

namespace Domicile.Cli.Cloud;

/// <summary><c>./domicile aws world</c>: the figures of all regions, by the central database in AWS.</summary>
internal static class AwsWorldCommand
{
    public static Command Create()
    {
        var command = new ExampledCommand(
            "world",
            "Show the figures of all regions, from the central database in AWS, with their as-of time.",
            "./domicile aws world",
            "./domicile aws world --topology bank.json --json")
        {
            WorldArguments.Topology,
            WorldArguments.Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var world = World.ReadTopology(WorldArguments.TopologyPath(parsed));
        var figures = await CloudRegion.RunAsync(
            CloudNames.Central, access => ReadAsync(access, cancellation), world.Central.Site);
        if (parsed.GetValue(WorldArguments.Json))
        {
            Terminal.WriteJson(figures);
        }
        else
        {
            // The scales are the regions' own, and no region's nodes may be entered from here.
            WorldPrinter.Print(figures, new AssetScales());
        }

        return 0;
    }

    private static async Task<WorldFigures> ReadAsync(SiteAccess access, CancellationToken cancellation)
    {
        var central = await AwsMigration.FindCentralAsync(access, cancellation);
        await using var pool = central.Open("domicile aws world", 1);
        return await WorldFigures.ReadAsync(pool, cancellation);
    }
}
