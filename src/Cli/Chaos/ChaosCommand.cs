using System.CommandLine;
using System.Globalization;
using Domicile.Cli.Chaos.Faults;
using Domicile.Cli.Output;
using Domicile.Local.Folders;
using Domicile.Local.Ground;
using Domicile.Local.Worlds;
using Domicile.Sharding.Topology;
using Spectre.Console;

namespace Domicile.Cli.Chaos;

/// <summary><c>./domicile chaos</c>: a world of its own, harmed for some minutes under load, then proven.</summary>
internal static class ChaosCommand
{
    private const int NotProven = 1;
    private const int SeedMax = int.MaxValue;
    private const double MinutesMin = 0.1;
    private const double MinutesMax = 600;

    // Ports for as many servers are looked for; a topology has fewer sites.
    private const int ServerCountMax = 8;

    private static readonly Option<double> MinutesOption = new("--minutes")
    {
        Description = "How long faults go on",
        HelpName = "MINUTES",
        DefaultValueFactory = _ => 2,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var minutes)
                && minutes is >= MinutesMin and <= MinutesMax)
            {
                return minutes;
            }

            result.AddError($"--minutes takes a number from {MinutesMin} to {MinutesMax}, not {text}.");
            return 0;
        },
    };

    private static readonly Option<FileInfo> TopologyOption = new("--topology")
    {
        Description = "The file that describes the world [default: samples/chaos/domicile.json in the checkout]",
        HelpName = "FILE",
    };

    private static readonly Option<int?> SeedOption = NumberOption.Create("--seed", 0, SeedMax);

    public static Command Create()
    {
        SeedOption.Description = "Decides the order of the faults [default: any]";
        SeedOption.HelpName = "N";
        var command = new ExampledCommand(
            "chaos",
            "Start a world, kill, freeze and cut its parts under a steady load, and prove that nothing was lost.",
            "./domicile chaos --minutes 2 --seed 7")
        {
            MinutesOption,
            SeedOption,
            TopologyOption,
            WorldArguments.Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var json = parsed.GetValue(WorldArguments.Json);
        var chaos = new ChaosOptions(
            TimeSpan.FromMinutes(parsed.GetValue(MinutesOption)),
            parsed.GetValue(SeedOption) ?? Random.Shared.Next(SeedMax));
        var options = Options(parsed);
        var report = await RunAsync(options, chaos, WorldArguments.HasFolder(parsed), cancellation);
        if (json)
        {
            ChaosPrinter.PrintJson(report, options.Folder.Path);
        }
        else
        {
            ChaosPrinter.Print(report, options.Folder.Path);
        }

        if (report.IsWhole && !WorldArguments.HasFolder(parsed))
        {
            await ForgetAsync(options);
        }

        return report.IsWhole && report.TooLittle.Count == 0 ? 0 : NotProven;
    }

    private static async Task<ChaosReport> RunAsync(
        WorldOptions options, ChaosOptions chaos, bool isNamed, CancellationToken cancellation)
    {
        try
        {
            return await RunAsync(options, chaos, cancellation);
        }
        catch (OperationCanceledException) when (!isNamed && options.Folder.HasWorld)
        {
            // Whoever interrupts it does not look for a cause.
            await ForgetAsync(options);
            throw;
        }
    }

    private static async Task<ChaosReport> RunAsync(
        WorldOptions options, ChaosOptions chaos, CancellationToken cancellation)
    {
        var events = new WorldProgress(json: false, Terminal.Error);
        await using var world = await World.StartAsync(options, events, cancellation);
        var topology = TopologyFile.Read(options.TopologyFile).World
            ?? throw new WorldException($"{options.TopologyFile} was changed while the world started.");
        var run = new ChaosRun(world.Addresses, topology, chaos);
        return await run.RunAsync(LogFile(options), new ShownFaults(), cancellation);
    }

    private static string LogFile(WorldOptions options) => options.Folder.Path + "-acknowledged.jsonl";

    private static async Task ForgetAsync(WorldOptions options)
    {
        await WorldEnd.DestroyAsync(options.Folder, CancellationToken.None);
        File.Delete(LogFile(options));
    }

    // Nobody's own world is harmed unless its folder is named.
    private static WorldOptions Options(ParseResult parsed)
    {
        var options = WorldArguments.StartOptions(parsed, "chaos");
        return options with
        {
            TopologyFile = parsed.GetValue(TopologyOption)?.FullName
                ?? Path.Combine(Checkout.Folder, "samples", "chaos", "domicile.json"),
            Folder = WorldArguments.HasFolder(parsed)
                ? options.Folder
                : new WorldFolder(Path.Combine(Path.GetTempPath(), $"domicile-chaos-{Guid.CreateVersion7():N}")),
            BasePort = options.BasePort
                ?? (WorldArguments.HasFolder(parsed) ? null : FreePorts.SideBySide(ServerCountMax)),
        };
    }

    private sealed class ShownFaults : IProgress<Fault>
    {
        public void Report(Fault value) => Terminal.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{value.At.TotalSeconds,6:0.0} s  {ChaosPrinter.Name(value.Kind)} {value.Target}"));
    }
}
