using System.CommandLine;
using Domicile.Cli.Output;
using Domicile.Costs.Platforms;
using Domicile.Costs.Prices;
using Domicile.Costs.World;

namespace Domicile.Cli.Cloud;

/// <summary><c>./domicile cost</c>: what a world costs in AWS, and what its servers should run on.</summary>
internal static class CostCommand
{
    private static readonly Option<string[]> PricesOption = new("--prices")
    {
        Description = "Prices instead of those that come with the program: a file of its form, a price list of AWS in "
            + "its bulk form, or a folder of both; may be repeated",
        HelpName = "FILE",
    };

    private static readonly Option<bool> LinesOption = new("--lines") { Description = "Print each line of the bill" };

    public static Command Create()
    {
        var command = new ExampledCommand(
            "cost",
            "Say what a world costs in AWS: its servers on Lambda, EC2 and EKS, and all the rest.",
            "./domicile cost --rps 20 --ms 50 --memory 512",
            "./domicile cost --rps 0.5 --pattern office --topology bank.json --lines",
            "./domicile cost --rps 300 --prices AmazonEC2.json --prices AWSLambda.json --json")
        {
            PricesOption,
            LinesOption,
            WorldArguments.Topology,
            WorldArguments.Json,
        };
        foreach (var option in CostOptions.All())
        {
            command.Options.Add(option);
        }

        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var world = CloudTopology.Read(parsed);
        var prices = PriceFiles.Read(parsed.GetValue(PricesOption) ?? []);
        var workload = CostOptions.Read(parsed);
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var comparison = Comparison.Make(world, workload, prices);
        var report = new CostReport(
            comparison, Advice.Of(comparison, today), WorldBill.Make(world, workload, prices), today)
        {
            Unpriced = Unpriced.Of(world),
            Remarks = prices.Remarks,
        };
        if (parsed.GetValue(WorldArguments.Json))
        {
            Terminal.WriteJson(CostJson.Of(report));
        }
        else
        {
            CostPrinter.Print(report, parsed.GetValue(LinesOption));
        }

        return 0;
    }
}
