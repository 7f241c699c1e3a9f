using System.CommandLine;
using Domicile.Ledger.Privacy.Breach;
using Domicile.Local.Folders;
using Domicile.Local.Nodes;
using Domicile.Local.Worlds;

namespace Domicile.Cli.Privacy;

/// <summary><c>./domicile privacy breach</c>: whose data, of what kind, could have been read from a shard.</summary>
internal static class BreachCommand
{
    private static readonly Option<string> ShardOption = new("--shard")
    {
        Description = "The shard that somebody could read, such as eu/s1",
        HelpName = "SHARD",
        Required = true,
    };

    private static readonly Option<DateTimeOffset?> SinceOption = CreateSince();
    private static readonly Option<DateTimeOffset?> UntilOption = CreateUntil();

    public static Command Create()
    {
        var command = new ExampledCommand(
            "breach",
            "List whose data could have been read from a shard and what of it is encrypted, to tell the authority "
            + "within 72 hours (GDPR Art. 33) and the users (Art. 34).",
            "./domicile privacy breach --shard eu/s1 --since 2026-11-20T08:00Z",
            "./domicile privacy breach --shard eu/s1 --since 2026-11-20 --until 2026-11-21T12:00Z --json")
        {
            ShardOption,
            SinceOption,
            UntilOption,
            WorldArguments.Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var addresses = WorldArguments.Of(parsed).ReadRunning();
        var node = ShardOf(addresses, parsed.GetValue(ShardOption)!);
        var since = parsed.GetValue(SinceOption)!.Value;
        var until = parsed.GetValue(UntilOption) ?? TimeProvider.System.GetUtcNow();
        if (since >= until)
        {
            throw new WorldException(
                $"The time ends at {until:yyyy-MM-dd'T'HH:mm:ss'Z'}, before it begins. Give --since an earlier one.");
        }

        var printer = new BreachPrinter(parsed.GetValue(WorldArguments.Json));
        var tally = new BreachTally();
        var owner = addresses.Address(node, NodeRoles.Owner);
        await foreach (var rows in BreachReading.ReadAsync(owner, node.Region!, (since, until), cancellation))
        {
            tally.Add(rows);
            printer.Add(rows);
        }

        printer.End(node.Name, (since, until), tally);
        return 0;
    }

    private static WorldNode ShardOf(WorldAddresses addresses, string name)
    {
        var shards = addresses.Nodes.Where(node => node.Kind == NodeKind.Primary).ToList();
        return shards.Find(node => node.Name == name) ?? throw new WorldException(
            $"There is no shard {name}. The shards are {string.Join(", ", shards.Select(node => node.Name))}.");
    }

    private static Option<DateTimeOffset?> CreateSince()
    {
        var option = InstantOption.Create("--since");
        option.Description = "Since when it could be read; without an offset the time is UTC";
        option.Required = true;
        return option;
    }

    private static Option<DateTimeOffset?> CreateUntil()
    {
        var option = InstantOption.Create("--until");
        option.Description = "Until when it could be read [default: now]";
        return option;
    }
}
