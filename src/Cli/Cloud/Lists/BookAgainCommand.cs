using System.CommandLine;
using System.Text.Json;
using Domicile.Cli.Cloud.Regions;
using Domicile.Cli.FailOver;
using Domicile.Cli.Output;
using Domicile.Ledger.Reconciliation;
using Domicile.Ledger.Reconciliation.Lists;
using Domicile.Local.Worlds;
using Domicile.Sharding.Routing;
using Domicile.Sharding.Topology;
using Npgsql;

namespace Domicile.Cli.Cloud.Lists;

/// <summary><c>./domicile aws book-again</c>: what a comparison says that one region has lost.</summary>
internal static class BookAgainCommand
{
    private const int ToLookAt = 1;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    private static readonly Argument<FileInfo> FileArgument = new("FILE")
    {
        Description = "What ./domicile aws compare-transfers --json printed",
    };

    public static Command Create()
    {
        var command = new ExampledCommand(
            "book-again",
            "Book again in a region what its books have lost and another side holds, by a comparison of lists.",
            "./domicile aws book-again us lost.json")
        {
            CloudArguments.Region,
            FileArgument,
            CloudArguments.Site,
            Confirmation.YesOption,
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
        var lost = Read(parsed.GetRequiredValue(FileArgument))
            .Where(transfer => transfer.LostBy == region.Name)
            .ToList();
        if (lost.Count > 0 && !await Confirmation.AskAsync(
            parsed,
            () => $"{lost.Count} transfers are booked again in {region.Name}. Have two people looked at each of them?",
            "Nothing was booked.",
            cancellation))
        {
            return ToLookAt;
        }

        var booked = await CloudRegion.RunAsync(
            region.Name,
            async access =>
            {
                var nodes = await CloudNodes.ReadAsync(access, region, cancellation);
                return await BookAsync(nodes.Nodes, lost, cancellation);
            },
            CloudArguments.SiteOf(parsed, region));
        if (parsed.GetValue(WorldArguments.Json))
        {
            Terminal.WriteJson(new ReconciliationReport(lost.Count, booked));
        }
        else
        {
            ReconcileCommand.Print(lost.Count, booked);
        }

        return booked.All(difference => difference.IsBooked) ? 0 : ToLookAt;
    }

    private static IReadOnlyList<LostTransfer> Read(FileInfo file)
    {
        try
        {
            return JsonSerializer.Deserialize<ListComparisonReport>(File.ReadAllText(file.FullName), Json)?.Differences
                ?? throw new WorldException($"{file.FullName} is empty.");
        }
        catch (JsonException e)
        {
            throw new WorldException(
                $"{file.FullName} is not what ./domicile aws compare-transfers --json prints: {e.Message}", e);
        }
    }

    private static async Task<IReadOnlyList<Difference>> BookAsync(
        RegionNodes nodes, List<LostTransfer> lost, CancellationToken cancellation)
    {
        await using var router = ShardRouter.Open(nodes, "domicile book-again", 2);
        try
        {
            await router.ReloadAsync(cancellation);
            return await new LostTransferBooking(router).RunAsync(lost, cancellation);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            throw new WorldException(
                $"A node of {nodes.Region} does not answer: {e.Message} What was booked stays; run the same again "
                + "inside of the service network.",
                e);
        }
    }
}
