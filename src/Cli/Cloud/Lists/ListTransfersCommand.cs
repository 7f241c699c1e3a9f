using System.CommandLine;
using System.Globalization;
using Domicile.Cli.Cloud.Regions;
using Domicile.Cli.Output;
using Domicile.Ledger.Reconciliation.Lists;
using Domicile.Local.Worlds;
using Npgsql;

namespace Domicile.Cli.Cloud.Lists;

/// <summary><c>./domicile aws list-transfers</c>: one region's half of a comparison.</summary>
internal static class ListTransfersCommand
{
    private static readonly Option<string> WithOption = new("--with")
    {
        Description = "The region of the other sides; the same one for transfers within it",
        HelpName = "REGION",
        Required = true,
    };

    private static readonly Option<DateTimeOffset?> FromOption = InstantOption.Create("--from");
    private static readonly Option<DateTimeOffset?> UntilOption = InstantOption.Create("--until");

    private static readonly Option<FileInfo> OutOption = new("--out")
    {
        Description = "The file that gets the list; it must not be there",
        HelpName = "FILE",
        Required = true,
    };

    public static Command Create()
    {
        FromOption.Description = "Transfers that were ordered at this time or later";
        UntilOption.Description = "Transfers that were ordered before this time";
        (FromOption.Required, UntilOption.Required) = (true, true);
        var command = new ExampledCommand(
            "list-transfers",
            "List a region's sides of its transfers with another: ids, amounts, states and positions, nothing else.",
            "./domicile aws list-transfers eu --with us --from 2026-11-22T14:00Z --until 2026-11-22T16:00Z "
            + "--out eu-us.jsonl")
        {
            CloudArguments.Region,
            WithOption,
            FromOption,
            UntilOption,
            OutOption,
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
        var with = CloudRegion.Find(world, parsed.GetRequiredValue(WithOption)).Name;
        var (from, until) = (parsed.GetValue(FromOption)!.Value, parsed.GetValue(UntilOption)!.Value);
        var file = parsed.GetRequiredValue(OutOption);
        if (from >= until)
        {
            throw new WorldException($"--from {from:u} is not before --until {until:u}.");
        }

        if (file.Exists)
        {
            throw new WorldException($"{file.FullName} is there already: a list is never written over.");
        }

        var span = new TransferSpan(region.Name, with, from, until);
        var count = await CloudRegion.RunAsync(
            region.Name,
            async access =>
            {
                var nodes = await CloudNodes.ReadAsync(access, region, cancellation);
                await using var output = new StreamWriter(file.FullName);
                return await WriteAsync(new TransferList(nodes.Nodes.Shards), span, output, cancellation);
            },
            CloudArguments.SiteOf(parsed, region));
        if (parsed.GetValue(WorldArguments.Json))
        {
            Terminal.WriteJson(new { File = file.FullName, SideCount = count });
        }
        else
        {
            Console.Out.WriteLine(
                $"{count.ToString("N0", CultureInfo.InvariantCulture)} sides of {region.Name} with {with} in "
                + $"{file.FullName}.");
        }

        return 0;
    }

    private static async Task<long> WriteAsync(
        TransferList list, TransferSpan span, StreamWriter output, CancellationToken cancellation)
    {
        try
        {
            return await list.WriteAsync(span, output, cancellation);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            throw new WorldException(
                $"A shard of {span.Region} does not answer, so that the list is not whole: {e.Message} Remove the file "
                + "and run it again inside of the service network.",
                e);
        }
    }
}
