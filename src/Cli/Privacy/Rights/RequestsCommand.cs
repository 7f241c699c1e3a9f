using System.CommandLine;
using System.Globalization;
using Domicile.Cli.Client;
using Domicile.Cli.Output;
using Spectre.Console;

namespace Domicile.Cli.Privacy.Rights;

/// <summary><c>./domicile privacy requests</c>: who used which right, and how much time is left to answer.</summary>
internal static class RequestsCommand
{
    private static readonly Option<string> RegionOption = new("--region")
    {
        Description = "Only this region's [default: all regions']",
        HelpName = "NAME",
    };

    private static readonly Option<string> StateOption = new Option<string>("--state")
    {
        Description = "open, done or refused",
        HelpName = "STATE",
        DefaultValueFactory = _ => "open",
    }.AcceptOnlyFromAmong("open", "done", "refused");

    public static Command Create()
    {
        var command = new ExampledCommand(
            "requests",
            "List the requests by which people use their rights, by the time that the law leaves.",
            "./domicile privacy requests --region eu")
        {
            RegionOption,
            StateOption,
            WorldArguments.Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var arguments = WorldArguments.Of(parsed);
        var state = parsed.GetRequiredValue(StateOption);
        var world = arguments.ReadRunning().World;
        IReadOnlyList<string> wanted = parsed.GetValue(RegionOption) is { } region ? [region] : world.Regions;
        var found = new List<RequestBody>();
        foreach (var name in wanted)
        {
            using var client = RegionDoor.OpenAsOfficer(arguments, name, Patience.OfOneCall);
            found.AddRange(await client.ListRequestsAsync(state, cancellation));
        }

        var requests = found.OrderBy(request => request.Deadline).ToList();
        if (parsed.GetValue(WorldArguments.Json))
        {
            Terminal.WriteJson(new { Requests = requests });
        }
        else if (requests.Count == 0)
        {
            Console.Out.WriteLine($"No request is {state}.");
        }
        else
        {
            Print(requests);
        }

        return 0;
    }

    private static void Print(IReadOnlyList<RequestBody> requests)
    {
        var table = Terminal.Table("left", "deadline", "right", "user", "asked by", "asked", "state", "id");
        foreach (var request in requests)
        {
            table.AddRow(
                Left(request.DaysLeft),
                Day(request.Deadline) + (request.ExtendedUntil is null ? "" : " (extended)"),
                request.Kind,
                request.User,
                Markup.Escape($"{request.AskedBy} ({request.AskedByRole})"),
                Day(request.AskedAt),
                request.State,
                request.Id.ToString());
        }

        Terminal.Out.Write(table);
    }

    private static string Left(int? days) => days switch
    {
        null => "",
        < 0 => $"{-days} days late",
        1 => "1 day",
        _ => $"{days} days",
    };

    private static string Day(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
