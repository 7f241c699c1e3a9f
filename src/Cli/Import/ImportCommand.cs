using System.CommandLine;
using Domicile.Cli.Client;
using Domicile.Cli.Import.Reading;
using Domicile.Cli.Import.Replay;
using Domicile.Cli.Output;

namespace Domicile.Cli.Import;

/// <summary><c>./domicile import czech-bank</c>: replays a real bank's movements into a region.</summary>
internal static class ImportCommand
{
    private const int Refused = 1;
    private const int Interrupted = 130;

    private static readonly Argument<string> FolderArgument = new("DIR")
    {
        Description = "The folder with accounts.csv, clients.csv, holders.csv and transactions.csv",
    };

    private static readonly Option<string> RegionOption = new("--region")
    {
        Description = "Where the accounts' owners become users, such as eu",
        HelpName = "REGION",
        Required = true,
    };

    private static readonly Option<string> BalancesOption = new("--balances")
    {
        Description = "Write account_id,user_id,balance to this file at the end",
        HelpName = "FILE",
    };

    private static readonly Option<int?> ConnectionsOption =
        NumberOption.Create("--connections", 1, ReplayConnections.Max);

    public static Command Create()
    {
        ConnectionsOption.Description = $"Accounts replayed at once [default: {ReplayConnections.Default}]";
        ConnectionsOption.HelpName = "COUNT";
        var bank = new ExampledCommand(
            "czech-bank",
            "Replay the movements of a real bank (PKDD'99) in its order. May be interrupted and run again.",
            "./domicile import czech-bank samples/czech-bank --region eu --balances /tmp/balances.csv")
        {
            FolderArgument,
            RegionOption,
            BalancesOption,
            ConnectionsOption,
            WorldArguments.Json,
        };
        bank.SetAction(RunAsync);
        return new Command("import", "Bring real data into the local world.") { bank };
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var balancesFile = parsed.GetValue(BalancesOption);
        if (balancesFile is not null)
        {
            BalancesFile.RequireWritable(balancesFile);
        }

        var folder = parsed.GetRequiredValue(FolderArgument);
        if (CzechBankReader.Read(folder, out var mistakes) is not { } bank)
        {
            ImportPrinter.PrintMistakes(folder, mistakes, parsed.GetValue(WorldArguments.Json));
            return Refused;
        }

        var region = parsed.GetRequiredValue(RegionOption);
        var progress = new ReplayProgress(region, bank.MovementCount);
        try
        {
            var report = await ReplayAsync(parsed, bank, progress, cancellation);
            if (balancesFile is not null)
            {
                await BalancesFile.WriteAsync(balancesFile, report.Accounts, cancellation);
            }

            ImportPrinter.PrintReport(report, balancesFile, parsed.GetValue(WorldArguments.Json));
            return 0;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync($"Interrupted. {ImportPrinter.HowToGoOn(progress)}");
            return Interrupted;
        }
        catch (ApiException e) when (progress.DoneCount > 0)
        {
            throw new ApiException($"{e.Message} {ImportPrinter.HowToGoOn(progress)}", e);
        }
    }

    private static async Task<ReplayReport> ReplayAsync(
        ParseResult parsed, CzechBank bank, ReplayProgress progress, CancellationToken cancellation)
    {
        var arguments = WorldArguments.Of(parsed);
        using (var oneCall = RegionDoor.OpenAsOperator(arguments, progress.Region, Patience.OfOneCall))
        {
            await BankReplay.AddKorunaAsync(oneCall, cancellation);
        }

        var connectionCount = parsed.GetValue(ConnectionsOption) ?? ReplayConnections.Default;
        using var client = RegionDoor.OpenAsOperator(
            arguments, progress.Region, Patience.OfLongWork, connectionCount);
        var replay = new BankReplay(client, bank, progress);
        return await new ReplayDisplay(Terminal.Error, progress).WhileAsync(
            replay.RunAsync(connectionCount, cancellation));
    }
}
