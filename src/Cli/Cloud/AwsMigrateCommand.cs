using System.CommandLine;
using Domicile.Cli.Cloud.Regions;
using Domicile.Cli.Output;
using Domicile.Local.Worlds;
using Domicile.Sharding.Migrations;
using Domicile.Sharding.Topology;

namespace Domicile.Cli.Cloud;

/// <summary><c>./domicile aws migrate</c>: schemas and first ranges of the nodes of one region in AWS.</summary>
internal static class AwsMigrateCommand
{
    private static readonly Argument<string> OwnerArgument = new("REGION")
    {
        Description = $"A region of the topology, or {CloudNames.Central} for the central database",
    };

    public static Command Create()
    {
        var command = new ExampledCommand(
            "migrate",
            "Bring a region's nodes in AWS to what this program knows: schemas, grants and first ranges.",
            "./domicile aws migrate eu",
            "./domicile aws migrate central --topology bank.json")
        {
            OwnerArgument,
            WorldArguments.Topology,
            WorldArguments.Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var world = CloudTopology.Read(parsed);
        var owner = parsed.GetRequiredValue(OwnerArgument);
        var results = await MigrateAsync(world, owner, cancellation);
        if (parsed.GetValue(WorldArguments.Json))
        {
            Terminal.WriteJson(results);
        }
        else
        {
            foreach (var result in results.Where(result => result.IsComplete))
            {
                var (applied, before) = (result.Applied.Count, result.AlreadyThereCount);
                Console.Out.WriteLine($"{result.Node}: {applied} migrations applied, {before} there before");
            }
        }

        var failures = results.Where(result => !result.IsComplete).Select(result => result.Failure).ToList();
        failures.ForEach(failure => Console.Error.WriteLine($"domicile: {failure}"));
        return failures.Count == 0 ? 0 : 1;
    }

    private static Task<IReadOnlyList<NodeMigration>> MigrateAsync(
        WorldTopology world, string owner, CancellationToken cancellation)
    {
        if (owner == CloudNames.Central)
        {
            return CloudRegion.RunAsync(
                owner, site => AwsMigration.RunCentralAsync(site, cancellation), world.Central.Site);
        }

        var region = world.Regions.FirstOrDefault(one => one.Name == owner) ?? throw new WorldException(
            $"The topology has no region {owner}. It has "
            + $"{string.Join(", ", world.Regions.Select(one => one.Name))}, and {CloudNames.Central}.");
        return CloudRegion.RunAsync(
            owner, site => AwsMigration.RunAsync(site, region, cancellation), region.WriterSite.Name);
    }
}
