using System.CommandLine;
using Domicile.Cli.Verification;

namespace Domicile.Cli.Commands;

/// <summary><c>./domicile verify</c>: checks all invariants on every node of a running world.</summary>
internal static class VerifyCommand
{
    private const int NotProven = 1;

    private static readonly Option<string> RegionOption = new("--region")
    {
        Description = "Only this region's nodes, and what the centre has of it [default: all]",
        HelpName = "NAME",
    };

    public static Command Create()
    {
        var command = new ExampledCommand(
            "verify",
            "Check on every node that the books are right, and print how many rows were looked at. Changes nothing.",
            "./domicile verify",
            "./domicile verify --region eu --json")
        {
            RegionOption,
            WorldArguments.Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var addresses = WorldArguments.Of(parsed).ReadAddresses();
        var report = await WorldProof.RunAsync(addresses, parsed.GetValue(RegionOption), cancellation);
        if (parsed.GetValue(WorldArguments.Json))
        {
            ProofPrinter.PrintJson(report, addresses.Folder.Path);
        }
        else
        {
            ProofPrinter.Print(report);
        }

        return report.IsProven ? 0 : NotProven;
    }
}
