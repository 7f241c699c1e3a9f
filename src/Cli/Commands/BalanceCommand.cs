using System.CommandLine;
using Domicile.Cli.Client;
using Domicile.Cli.Output;
using Spectre.Console;

namespace Domicile.Cli.Commands;

/// <summary><c>./domicile balance</c>: what a user of the local world has.</summary>
internal static class BalanceCommand
{
    private static readonly Argument<string> UserArgument = new("USER") { Description = "A user id, such as eu-1" };

    public static Command Create()
    {
        var command = new ExampledCommand("balance", "Show what a user has, by asset.", "./domicile balance eu-1")
        {
            UserArgument,
            WorldArguments.Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var user = RegionDoor.User(parsed.GetRequiredValue(UserArgument));
        using var client = RegionDoor.OpenAsOperator(WorldArguments.Of(parsed), user.Region, Patience.OfOneCall);
        var balances = (await client.ListBalancesAsync(user.ToString(), cancellation)).ValueOrThrow().Balances;
        if (parsed.GetValue(WorldArguments.Json))
        {
            Terminal.WriteJson(new { User = user.ToString(), Balances = balances });
        }
        else if (balances.Count == 0)
        {
            Console.Out.WriteLine($"{user} has no wallet yet: the first money that comes in opens one.");
        }
        else
        {
            Print(balances);
        }

        return 0;
    }

    private static void Print(IReadOnlyList<BalanceBody> balances)
    {
        var table = Terminal.Table("asset", "balance", "minimum");
        table.Columns[1].RightAligned();
        table.Columns[2].RightAligned();
        foreach (var balance in balances)
        {
            table.AddRow(balance.Asset, balance.Balance, balance.Minimum ?? "none");
        }

        Terminal.Out.Write(table);
    }
}
