using System.CommandLine;
using Domicile.Cli.Output;
using Domicile.Ledger.Central;
using Domicile.Ledger.Central.World;
using Domicile.Local.Nodes;
using Domicile.Sharding.Replicas;
using Domicile.Sharding.Routing;

namespace Domicile.Cli.WorldView;

/// <summary><c>./domicile world</c>: the figures of all regions, and making them anew from the books.</summary>
internal static class WorldCommand
{
    public static Command Create()
    {
        var command = new ExampledCommand(
            "world",
            "Show the figures of all regions, from the central database, with their as-of time.",
            "./domicile world",
            "./domicile world --json")
        {
            WorldArguments.Json,
            CreateRebuild(),
        };
        command.SetAction(ShowAsync);
        return command;
    }

    private static ExampledCommand CreateRebuild()
    {
        var command = new ExampledCommand(
            "rebuild",
            "Make the central figures anew from the books of all shards, while they serve.",
            "./domicile world rebuild")
        {
            WorldArguments.Json,
        };
        command.SetAction(RebuildAsync);
        return command;
    }

    private static async Task<int> ShowAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var addresses = WorldArguments.Of(parsed).ReadRunning();
        await using var central = addresses.Central(NodeRoles.Owner).Open("domicile world", 1);
        var figures = await WorldFigures.ReadAsync(central, cancellation);
        if (parsed.GetValue(WorldArguments.Json))
        {
            Terminal.WriteJson(figures);
        }
        else
        {
            WorldPrinter.Print(figures, await AssetScales.ReadAsync(addresses, cancellation));
        }

        return 0;
    }

    private static async Task<int> RebuildAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var addresses = WorldArguments.Of(parsed).ReadRunning();
        await using var central = addresses.Central(NodeRoles.Owner).Open("domicile world rebuild", 2);
        var rebuild = new CentralRebuild(central, TimeProvider.System);
        var rebuilt = new List<RebuiltShard>();
        foreach (var region in addresses.World.Regions)
        {
            await using var router = ShardRouter.Open(
                addresses.Region(region, NodeRoles.Owner), "domicile world rebuild", 4);
            await router.ReloadAsync(cancellation);
            var gate = new StandbyGate(router.Register, TimeProvider.System);
            foreach (var shard in router.Shards.OrderBy(shard => shard.Name, StringComparer.Ordinal))
            {
                rebuilt.Add(new RebuiltShard(shard.FullName, await rebuild.RunAsync(shard, gate, cancellation)));
                if (!parsed.GetValue(WorldArguments.Json))
                {
                    Console.Out.WriteLine($"{rebuilt[^1].Shard}: {rebuilt[^1].LineCount} lines of figures");
                }
            }
        }

        if (parsed.GetValue(WorldArguments.Json))
        {
            Terminal.WriteJson(new { Shards = rebuilt });
        }

        return 0;
    }

    private sealed record RebuiltShard(string Shard, int LineCount);
}
