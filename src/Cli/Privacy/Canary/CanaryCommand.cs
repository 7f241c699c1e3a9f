using System.CommandLine;
using Domicile.Cli.Output;

namespace Domicile.Cli.Privacy.Canary;

/// <summary><c>./domicile privacy canary</c>: proves by a search of every byte that an erased user is gone.</summary>
internal static class CanaryCommand
{
    private const int NotProven = 1;

    private static readonly Option<string> RegionOption = new("--region")
    {
        Description = "Where the user is made [default: the first one]",
        HelpName = "NAME",
    };

    private static readonly Option<string> MarkerOption = new("--marker")
    {
        Description = $"What its name and references hold, {CanaryMarkers.TextLengthMin} to "
            + $"{CanaryMarkers.TextLengthMax} characters that nothing else in the world has [default: made up]",
        HelpName = "TEXT",
    };

    public static Command Create()
    {
        var command = new ExampledCommand(
            "canary",
            "Make a user with unmistakable data, use it everywhere, erase it, rotate the wrapping key, and search "
            + "every byte that the world has on disk for it. Leaves an erased user and a new generation.",
            "./domicile privacy canary",
            "./domicile privacy canary --region eu --marker \"Quagga Řehoř 1883\" --json")
        {
            RegionOption,
            MarkerOption,
            WorldArguments.Json,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(MarkerOption) is { } text && (text.Length is < CanaryMarkers.TextLengthMin
                or > CanaryMarkers.TextLengthMax || text.Any(char.IsControl)))
            {
                result.AddError(
                    $"A marker has {CanaryMarkers.TextLengthMin} to {CanaryMarkers.TextLengthMax} characters and no "
                    + "control characters.");
            }
        });
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var addresses = WorldArguments.Of(parsed).ReadRunning();
        var region = parsed.GetValue(RegionOption) ?? addresses.World.Regions[0];
        addresses.World.WithRegion(region);
        var report = await new CanaryRun(
            addresses,
            region,
            CanaryMarkers.Make(parsed.GetValue(MarkerOption)),
            doing => Console.Error.WriteLine($"canary: {doing}")).RunAsync(cancellation);
        if (parsed.GetValue(WorldArguments.Json))
        {
            Terminal.WriteJson(report);
        }
        else
        {
            CanaryPrinter.Print(report);
        }

        return report.IsProven ? 0 : NotProven;
    }
}
