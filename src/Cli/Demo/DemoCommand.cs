using System.CommandLine;
using Domicile.Cli.Import;
using Domicile.Cli.Import.Reading;
using Domicile.Cli.Output;
using Domicile.Local.Worlds;

namespace Domicile.Cli.Demo;

/// <summary><c>./domicile demo</c>: a world with a real bank's book in it, proven, from nothing.</summary>
internal static class DemoCommand
{
    private const int NotProven = 1;

    private static readonly Option<bool> ExitOption = new("--exit")
    {
        Description = "Stop the world and end when all was shown, instead of running until Ctrl-C",
    };

    public static Command Create()
    {
        var command = new ExampledCommand(
            "demo",
            "Start a world, replay a real bank's movements into it, verify them, and show what to look at.",
            "./domicile demo",
            "./domicile demo --exit --json --data /tmp/demo --port 6080")
        {
            ExitOption,
            WorldArguments.Topology,
            WorldArguments.Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var json = parsed.GetValue(WorldArguments.Json);
        var sample = Path.Combine(Checkout.Folder, "samples", "czech-bank");
        if (CzechBankReader.Read(sample, out var mistakes) is not { } bank)
        {
            ImportPrinter.PrintMistakes(sample, mistakes, json);
            return NotProven;
        }

        // One JSON document is all that programs get: what happens on the way goes to the error stream.
        var events = new WorldProgress(json: false, json ? Terminal.Error : Terminal.Out);
        var options = WorldArguments.StartOptions(parsed, "demo");
        await using var world = await World.StartAsync(options, events, cancellation);
        var report = await RunAsync(new DemoRun(WorldArguments.Of(parsed), world.Addresses, bank), cancellation);
        if (json)
        {
            DemoPrinter.PrintJson(report, options.Folder.Path);
        }
        else
        {
            DemoPrinter.Print(report);
        }

        if (!parsed.GetValue(ExitOption))
        {
            events.Report(new WorldEvent("world", $"runs in {options.Folder.Path} until Ctrl-C"));
            await WaitAsync(world, cancellation);
        }

        events.Report(new WorldEvent("world", "is being stopped"));
        await world.DisposeAsync();
        events.Report(new WorldEvent("world", "has stopped"));
        return report.IsProven ? 0 : NotProven;
    }

    private static async Task<DemoReport> RunAsync(DemoRun run, CancellationToken cancellation)
    {
        try
        {
            return await run.RunAsync(Terminal.Error, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync(
                "Interrupted; the world is being stopped. Run the same command again: it goes on and doubles nothing.");
            throw;
        }
    }

    private static async Task WaitAsync(World world, CancellationToken cancellation)
    {
        try
        {
            await world.WaitAsync(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Ctrl-C is how a demo ends.
            return;
        }
    }
}
