using System.CommandLine;
using Domicile.Cli.Client;
using Domicile.Cli.Output;
using Domicile.Cli.Tokens;

namespace Domicile.Cli.Privacy;

/// <summary><c>./domicile privacy consent</c>: the second person's consent to an erasure.</summary>
internal static class ConsentCommand
{
    private static readonly Argument<Guid> RequestArgument = new("REQUEST")
    {
        Description = "The request's id, as ./domicile privacy erase and requests show it",
    };

    private static readonly Option<string> RegionOption = new("--region")
    {
        Description = "The region of the request",
        HelpName = "NAME",
        Required = true,
    };

    private static readonly Option<string> NameOption = new("--name")
    {
        Description = "Who consents: another person than the one who asked",
        HelpName = "NAME",
        Required = true,
    };

    public static Command Create()
    {
        var command = new ExampledCommand(
            "consent",
            "Consent to an erasure that somebody else asked for. There is no way back.",
            "./domicile privacy consent 0197a1b2-7c3d-7e4f-8a9b-0c1d2e3f4a5b --region eu --name eva")
        {
            RequestArgument, RegionOption, NameOption, WorldArguments.Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var arguments = WorldArguments.Of(parsed);
        var region = parsed.GetRequiredValue(RegionOption);
        var token = new RegionTokens(arguments.Folder, TimeProvider.System)
            .ForRole(region, "operator", parsed.GetRequiredValue(NameOption));
        using var client = new RegionClient(arguments.ServerUrl(region), token, Patience.OfOneCall);
        var consented = (await client.ConsentAsync(parsed.GetValue(RequestArgument), cancellation)).ValueOrThrow();
        if (parsed.GetValue(WorldArguments.Json))
        {
            Terminal.WriteJson(consented);
        }
        else
        {
            Console.Out.WriteLine($"{consented.User} is being erased.");
        }

        return 0;
    }
}
