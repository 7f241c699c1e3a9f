using System.CommandLine;
using Domicile.Cli.Client;
using Domicile.Cli.Output;

namespace Domicile.Cli.Privacy.Rights;

/// <summary><c>./domicile privacy restrict</c> and <c>privacy lift</c>: freeze a book and free it again.</summary>
internal static class RestrictionCommands
{
    private static readonly Argument<string> UserArgument = new("USER") { Description = "A user id, such as eu-1" };

    private static readonly Option<string> ReasonOption = new("--reason")
    {
        Description = "Why; kept encrypted with the request",
        HelpName = "TEXT",
        Required = true,
    };

    public static Command CreateRestrict()
    {
        var command = new ExampledCommand(
            "restrict",
            "Restrict a user's book: nothing new moves to or from it until that is lifted.",
            "./domicile privacy restrict eu-1 --reason \"disputes the balance\"")
        {
            UserArgument,
            ReasonOption,
            WorldArguments.Json,
        };
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed,
            (client, user) => client.RestrictAsync(user, parsed.GetRequiredValue(ReasonOption), cancellation)));
        return command;
    }

    public static Command CreateLift()
    {
        var command = new ExampledCommand(
            "lift",
            "Lift the restriction of a user's book; the law has the user told before.",
            "./domicile privacy lift eu-1")
        {
            UserArgument,
            WorldArguments.Json,
        };
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed, (client, user) => client.LiftAsync(user, cancellation)));
        return command;
    }

    private static async Task<int> RunAsync(
        ParseResult parsed, Func<RegionClient, string, Task<ApiAnswer<UserBody>>> call)
    {
        var user = RegionDoor.User(parsed.GetRequiredValue(UserArgument));
        using var client = RegionDoor.OpenAsOfficer(WorldArguments.Of(parsed), user.Region, Patience.OfOneCall);
        var answer = (await call(client, user.ToString())).ValueOrThrow();
        if (parsed.GetValue(WorldArguments.Json))
        {
            Terminal.WriteJson(new { answer.Id, answer.RestrictedAt });
        }
        else
        {
            Console.Out.WriteLine(answer.RestrictedAt is { } since
                ? $"{user} is restricted since {since:yyyy-MM-dd HH:mm:ss} UTC."
                : $"{user} is not restricted.");
        }

        return 0;
    }
}
