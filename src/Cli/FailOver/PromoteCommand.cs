using System.CommandLine;
using System.Globalization;
using Domicile.Cli.Output;
using Domicile.Local.Promotions;

namespace Domicile.Cli.FailOver;

/// <summary><c>./domicile promote</c>: makes a replica of a shard its primary.</summary>
internal static class PromoteCommand
{
    private static readonly Argument<string> ShardArgument = new("shard")
    {
        Description = "The shard, such as eu/s1",
    };

    public static Command Create()
    {
        var command = new ExampledCommand(
            "promote",
            "Make a replica of a shard its primary: the old primary is killed and comes back as a replica.",
            "./domicile promote eu/s1")
        {
            ShardArgument,
            WorldArguments.Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var folder = WorldArguments.Of(parsed).Folder;
        var result = await new Promotion(folder, parsed.GetValue(ShardArgument)!).RunAsync(cancellation);
        if (parsed.GetValue(WorldArguments.Json))
        {
            Terminal.WriteJson(result);
            return 0;
        }

        var seconds = result.SecondsWithoutWrites?.ToString("0.00", CultureInfo.InvariantCulture);
        await Console.Out.WriteLineAsync(
            $"{result.Shard} is of epoch {result.Epoch}, on port {result.Port}. "
            + (seconds is null ? "An earlier promotion was finished." : $"{seconds} s without writes."));
        if (result.Silent.Count > 0)
        {
            await Console.Out.WriteLineAsync(
                $"Did not answer and may have had more: {string.Join(", ", result.Silent)}. See "
                + "docs/guides/fail-over.md.");
        }

        return 0;
    }
}
