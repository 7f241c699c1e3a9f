using System.CommandLine;
using Domicile.Cli.Client;
using Domicile.Cli.Output;
using Domicile.Ledger.Transfers;
using Domicile.Local.Worlds;

namespace Domicile.Cli.Commands;

/// <summary><c>./domicile transfer</c>: moves money in the local world, as an operator.</summary>
internal static class TransferCommand
{
    private const string Refunded = "refunded";

    /// <summary>Between shards and regions a transfer takes some moments, and longer while a node is down.</summary>
    private const int WaitSeconds = 10;

    private static readonly Option<string> FromOption = new("--from")
    {
        Description = "Who pays: a user id such as eu-1, or external",
        HelpName = "PAYER",
        Required = true,
    };

    private static readonly Option<string> ToOption = new("--to")
    {
        Description = "Who is paid: a user id such as eu-1, or external",
        HelpName = "PAYEE",
        Required = true,
    };

    private static readonly Option<string> AmountOption = new("--amount")
    {
        Description = "A decimal such as 12.34",
        HelpName = "AMOUNT",
        Required = true,
    };

    private static readonly Option<string> AssetOption = new("--asset")
    {
        Description = "Such as EUR",
        HelpName = "CODE",
        Required = true,
    };

    private static readonly Option<string> ReferenceOption = new("--reference")
    {
        Description = "Free text for both sides",
        HelpName = "TEXT",
    };

    private static readonly Option<string> KeyOption =
        Client.KeyOption.Create("the same key moves the money once");

    public static Command Create()
    {
        var command = new ExampledCommand(
            "transfer",
            "Move money from the world outside to a user, from a user to the world outside, or between two users, of "
            + "whatever region. Waits up to 10 s for a payee elsewhere.",
            "./domicile transfer --from external --to eu-1 --amount 12.34 --asset EUR",
            "./domicile transfer --from eu-1 --to eu-2 --amount 5 --asset EUR --reference lunch --key lunch-1")
        {
            FromOption,
            ToOption,
            AmountOption,
            AssetOption,
            ReferenceOption,
            KeyOption,
            WorldArguments.Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var (from, to) = (Party(parsed, FromOption), Party(parsed, ToOption));
        var owner = from.User ?? to.User ?? throw new WorldException(
            "--from and --to are both external. One of them must be a user, such as eu-1.");
        var key = parsed.GetValue(KeyOption) ?? $"domicile-transfer-{Guid.CreateVersion7()}";
        using var client = RegionDoor.OpenAsOperator(WorldArguments.Of(parsed), owner.Region, Patience.OfOneCall);
        client.WaitForEnds(WaitSeconds);
        var answer = await SendAsync(
            client,
            new NewTransfer(
                from.ToString(),
                to.ToString(),
                parsed.GetRequiredValue(AmountOption),
                parsed.GetRequiredValue(AssetOption),
                parsed.GetValue(ReferenceOption),
                null),
            key,
            cancellation);
        var transfer = answer.ValueOrThrow();
        Print(parsed, transfer, answer.Replayed);
        return transfer.State == Refunded ? 1 : 0;
    }

    private static async Task<ApiAnswer<TransferBody>> SendAsync(
        RegionClient client, NewTransfer transfer, string key, CancellationToken cancellation)
    {
        try
        {
            return await client.PostTransferAsync(transfer, key, cancellation);
        }
        catch (ApiException e) when (e.IsOutcomeUnknown)
        {
            throw new ApiException(
                $"{e.Message} Whether the money moved is not known: repeat the command with --key {key}, which moves "
                + "it once in any case.",
                e);
        }
    }

    private static void Print(ParseResult parsed, TransferBody transfer, bool replayed)
    {
        if (parsed.GetValue(WorldArguments.Json))
        {
            Terminal.WriteJson(transfer);
            return;
        }

        var owner = transfer.From == Ledger.Transfers.Party.ExternalText ? transfer.To : transfer.From;
        var state = transfer.State == Refunded ? $"refunded, because of {transfer.Refusal}" : transfer.State;
        Console.Out.WriteLine(
            $"{transfer.Amount} {transfer.Asset} from {transfer.From} to {transfer.To}: {state}"
            + (replayed ? " by an earlier command with this key; nothing was moved now." : "."));
        if (transfer.State == "in-transit")
        {
            Console.Out.WriteLine(
                "  The money left the payer's wallet and is still on its way. The same command with its --key shows "
                + "how it stands, ./domicile stuck says what it waits for.");
        }

        if (transfer.State != Refunded)
        {
            if (transfer.State != Refunded)
        {
            Console.Out.WriteLine($"  {owner} has {transfer.BalanceAfter} {transfer.Asset} after it");
        }

        }

        Console.Out.WriteLine($"  transfer {transfer.Id}, posting {transfer.PostingNumber} of {owner}");
    }

    private static Party Party(ParseResult parsed, Option<string> option)
    {
        var text = parsed.GetRequiredValue(option);
        return Ledger.Transfers.Party.TryParse(text, out var party) ? party : throw new WorldException(
            $"{option.Name} {text} is neither a user id such as eu-30001 nor external.");
    }
}
