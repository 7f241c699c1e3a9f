using System.CommandLine;
using Domicile.Cli.Cloud.Regions;
using Domicile.Cli.Output;
using Domicile.Cli.Verification;
using Domicile.Ledger.Verification;
using Domicile.Local.Worlds;

namespace Domicile.Cli.Cloud.SiteLoss;

/// <summary><c>./domicile aws verify</c>: the invariants that one region's nodes in AWS can tell of.</summary>
internal static class AwsVerifyCommand
{
    private const int NotProven = 1;

    public static Command Create()
    {
        var command = new ExampledCommand(
            "verify",
            "Check on a region's nodes in AWS that the books are right. Changes nothing.",
            "./domicile aws verify eu --site eu-central-1")
        {
            CloudArguments.Region,
            CloudArguments.Site,
            WorldArguments.Topology,
            WorldArguments.Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var world = World.ReadTopology(WorldArguments.TopologyPath(parsed));
        var region = CloudRegion.Find(world, parsed.GetRequiredValue(CloudArguments.Region));
        var nodes = await CloudRegion.RunAsync(
            region.Name,
            access => CloudNodes.ReadAsync(access, region, cancellation),
            CloudArguments.SiteOf(parsed, region));
        var report = await WorldVerification.RunAsync(Verified(nodes), cancellation);
        var leftOut = WorldVerification.Invariants.Except(report.Invariants).Select(one => one.Name).ToList();
        if (parsed.GetValue(WorldArguments.Json))
        {
            Terminal.WriteJson(new
            {
                Region = region.Name,
                report.IsProven,
                LeftOut = leftOut,
                Invariants = ProofPrinter.Shape(report),
            });
        }
        else
        {
            ProofPrinter.Print(report);
            Console.Out.WriteLine(
                $"Left out, since one region's nodes cannot tell of it or have nothing of it: "
                + $"{string.Join(", ", leftOut)}; and of legs-agree what crosses regions, which ./domicile aws "
                + "compare-transfers looks at.");
        }

        return report.IsProven ? 0 : NotProven;
    }

    /// <summary>As the role that owns the schemas; in AWS nobody may ask a server about its machine.</summary>
    private static IReadOnlyList<VerifiedNode> Verified(CloudNodes nodes)
    {
        var region = nodes.Nodes.Region;
        return
        [
            new($"{region}/{CloudNames.Register}", VerifiedRole.Register, nodes.Nodes.Register, null),
            new($"{region}/{CloudNames.Keys}", VerifiedRole.Keys, nodes.Keys, null),
            .. nodes.Nodes.Shards.Select(shard =>
                new VerifiedNode($"{region}/{shard.Name}", VerifiedRole.Primary, shard.Primary, null)),
        ];
    }
}
