using System.CommandLine;
using Domicile.Cli.Client;
using Domicile.Cli.Output;
using Domicile.Cli.Tokens;
using Domicile.Sharding.Users;
using Spectre.Console;

namespace Domicile.Cli.Privacy;

/// <summary>
/// <c>./domicile privacy erase</c>: has a user erased and waits for the certificate. Whoever owns the world's folder
/// may act as everybody in it: as the user with a one-time code, or as an operator with another's consent.
/// </summary>
internal static class EraseCommand
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private static readonly Argument<string> UserArgument = new("USER") { Description = "A user id, such as eu-1" };

    private static readonly Option<string> BalanceOption = new("--balance")
    {
        Description = "What becomes of money that is left: pay-out, or keep for whoever has the claim code",
        HelpName = "WORD",
        DefaultValueFactory = _ => "pay-out",
    };

    private static readonly Option<string> ReasonOption = new("--reason")
    {
        Description = "Ask as an operator, with this reason, such as no-longer-needed [default: as the user itself]",
        HelpName = "WORD",
    };

    private static readonly Option<string> ConsentOption = new("--consent")
    {
        Description = "With --reason: the name of the second person, whose consent is given at once",
        HelpName = "NAME",
    };

    private static readonly Option<int> WaitOption = new("--wait")
    {
        Description = "Seconds to wait for the certificate",
        HelpName = "SECONDS",
        DefaultValueFactory = _ => 60,
    };

    public static Command Create()
    {
        var command = new ExampledCommand(
            "erase",
            "Erase a user: the key, the details, the references and the hashes; the books stay under the bare id. "
            + "There is no way back. Asks first.",
            "./domicile privacy erase eu-1",
            "./domicile privacy erase eu-1 --balance keep",
            "./domicile privacy erase eu-1 --reason no-longer-needed --consent eva")
        {
            UserArgument, BalanceOption, ReasonOption, ConsentOption, WaitOption, Confirmation.YesOption,
            WorldArguments.Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var user = RegionDoor.User(parsed.GetRequiredValue(UserArgument));
        var arguments = WorldArguments.Of(parsed);
        if (!await Confirmation.AskAsync(
            parsed,
            () => $"This erases the personal data of {user} for ever.",
            "Nothing was erased.",
            cancellation))
        {
            return 1;
        }

        using var asOperator = RegionDoor.OpenAsOperator(arguments, user.Region, Patience.OfOneCall);
        var asked = parsed.GetValue(ReasonOption) is { } reason
            ? await AskAsync(parsed, asOperator, user, reason, cancellation)
            : await AskAsUserAsync(parsed, asOperator, user, cancellation);
        if (asked.ClaimCode is { } claim && !parsed.GetValue(WorldArguments.Json))
        {
            Console.Out.WriteLine($"claim code, shown once: {claim}");
        }

        var seen = await WaitAsync(asOperator, asked, parsed.GetValue(WaitOption), cancellation);
        Print(parsed, seen with { ClaimCode = asked.ClaimCode });
        return seen.State is "certified" or "done" or "waiting-for-consent" ? 0 : 1;
    }

    private static async Task<ErasureBody> AskAsUserAsync(
        ParseResult parsed, RegionClient asOperator, UserId user, CancellationToken cancellation)
    {
        var arguments = WorldArguments.Of(parsed);
        var code = (await asOperator.MakeErasureCodeAsync(user.ToString(), cancellation)).ValueOrThrow().Code;
        using var asUser = new RegionClient(
            asOperator.Address,
            new RegionTokens(arguments.Folder, TimeProvider.System).ForUser(user),
            Patience.OfOneCall);
        var order = new NewErasure(parsed.GetValue(BalanceOption)!, code, null);
        return (await asUser.EraseAsync(user.ToString(), order, cancellation)).ValueOrThrow();
    }

    private static async Task<ErasureBody> AskAsync(
        ParseResult parsed, RegionClient asOperator, UserId user, string reason, CancellationToken cancellation)
    {
        var order = new NewErasure(parsed.GetValue(BalanceOption)!, null, reason);
        var asked = (await asOperator.EraseAsync(user.ToString(), order, cancellation)).ValueOrThrow();
        if (parsed.GetValue(ConsentOption) is not { } name)
        {
            return asked;
        }

        var token = new RegionTokens(WorldArguments.Of(parsed).Folder, TimeProvider.System)
            .ForRole(user.Region, "operator", name);
        using var asSecond = new RegionClient(asOperator.Address, token, Patience.OfOneCall);
        var consented = (await asSecond.ConsentAsync(asked.RequestId, cancellation)).ValueOrThrow();
        return consented with { ClaimCode = asked.ClaimCode };
    }

    private static async Task<ErasureBody> WaitAsync(
        RegionClient client, ErasureBody asked, int seconds, CancellationToken cancellation)
    {
        var time = TimeProvider.System;
        var startedAt = time.GetTimestamp();
        var seen = asked;
        while (seen.State is "preparing" or "erasing" && time.GetElapsedTime(startedAt).TotalSeconds < seconds)
        {
            await Task.Delay(Pause, time, cancellation);
            seen = (await client.FindErasureAsync(asked.User, cancellation)).ValueOrThrow();
        }

        return seen;
    }

    private static void Print(ParseResult parsed, ErasureBody seen)
    {
        if (parsed.GetValue(WorldArguments.Json))
        {
            Terminal.WriteJson(seen);
            return;
        }

        var table = Terminal.Table("step", "where", "done at (UTC)");
        foreach (var step in seen.Steps)
        {
            table.AddRow(step.Step, step.Place, step.DoneAt.ToString("yyyy-MM-dd HH:mm:ss.fff", null));
        }

        Terminal.Out.Write(table);
        Console.Out.WriteLine(seen.State switch
        {
            "waiting-for-consent" =>
                $"{seen.User} waits for the consent of another person: ./domicile privacy consent {seen.RequestId} "
                + $"--region {seen.User.Split('-')[0]} --name NAME",
            "certified" or "done" =>
                $"{seen.User} is erased. ./domicile privacy certificate {seen.User} shows the certificate.",
            _ => $"{seen.User} is not erased yet: {seen.State}. It goes on by itself; look again with ./domicile "
                + $"privacy certificate {seen.User}, and at what waits with ./domicile logs.",
        });
    }
}
