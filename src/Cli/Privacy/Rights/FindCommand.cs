using System.CommandLine;
using Domicile.Cli.Client;
using Domicile.Cli.Output;

namespace Domicile.Cli.Privacy.Rights;

/// <summary><c>./domicile privacy find</c>: who has an e-mail address.</summary>
internal static class FindCommand
{
    private static readonly Argument<string> EmailArgument = new("EMAIL") { Description = "The whole address" };

    private static readonly Option<string> RegionOption = new("--region")
    {
        Description = "Only in this region [default: in all regions]",
        HelpName = "NAME",
    };

    public static Command Create()
    {
        var command = new ExampledCommand(
            "find", "Find users by their e-mail address.", "./domicile privacy find anna@example.org")
        {
            EmailArgument,
            RegionOption,
            WorldArguments.Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var arguments = WorldArguments.Of(parsed);
        var email = parsed.GetRequiredValue(EmailArgument);
        var world = arguments.ReadRunning().World;
        var found = new List<FoundUser>();
        IReadOnlyList<string> wanted = parsed.GetValue(RegionOption) is { } one ? [one] : world.Regions;
        foreach (var region in wanted)
        {
            using var client = RegionDoor.OpenAsOfficer(arguments, region, Patience.OfOneCall);
            found.AddRange((await client.FindByEmailAsync(email, cancellation)).ValueOrThrow().Users);
        }

        if (parsed.GetValue(WorldArguments.Json))
        {
            Terminal.WriteJson(new { Users = found });
            return 0;
        }

        Console.Out.WriteLine(found.Count == 0
            ? "Nobody has this address."
            : string.Join('\n', found.Select(user => $"{user.Id}  since {user.CreatedAt:yyyy-MM-dd HH:mm:ss} UTC")));
        return 0;
    }
}
