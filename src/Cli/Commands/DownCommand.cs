using System.CommandLine;
using Domicile.Cli.Output;
using Domicile.Local.Worlds;

namespace Domicile.Cli.Commands;

/// <summary><c>./domicile down</c>: stops a world from elsewhere, and what a killed one left running.</summary>
internal static class DownCommand
{
    public static Command Create()
    {
        var command = new ExampledCommand(
            "down",
            "Stop the world cleanly, also what is left of one that was killed.",
            "./domicile down --data /tmp/world")
        {
            WorldArguments.Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var folder = WorldArguments.Of(parsed).Folder;
        var stopped = await WorldEnd.StopAsync(folder, cancellation);
        if (parsed.GetValue(WorldArguments.Json))
        {
            Terminal.WriteJson(new { Folder = folder.Path, Stopped = stopped });
        }
        else
        {
            Console.Out.WriteLine(stopped.Count == 0
                ? $"Nothing runs in {folder.Path}."
                : $"Stopped {string.Join(", ", stopped)}.");
        }

        return 0;
    }
}
