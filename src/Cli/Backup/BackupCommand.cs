using System.CommandLine;
using System.Globalization;
using Domicile.Cli.Output;
using Domicile.Local.Backups;

namespace Domicile.Cli.Backup;

/// <summary><c>./domicile backup</c>: backs up nodes of a running world, and destroys old backups.</summary>
internal static class BackupCommand
{
    private static readonly Argument<string[]> NodesArgument = new("nodes")
    {
        Description = "Shards and registers, such as eu/s1 and eu/register, or all [default: all]",
        Arity = ArgumentArity.ZeroOrMore,
    };

    public static Command Create()
    {
        var command = new ExampledCommand(
            "backup",
            "Back up nodes beside their work, check each copy, and destroy the backups whose days are over.",
            "./domicile backup",
            "./domicile backup eu/s1 eu/register --json")
        {
            NodesArgument,
            WorldArguments.Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var addresses = WorldArguments.Of(parsed).ReadRunning();
        var isJson = parsed.GetValue(WorldArguments.Json);
        var backup = new NodeBackup(addresses, TimeProvider.System, new Lines(isJson));
        var nodes = backup.Choose(parsed.GetValue(NodesArgument) ?? []);
        if (!isJson)
        {
            await Console.Out.WriteLineAsync($"{nodes.Count} nodes are backed up, one after the other.");
        }

        var made = await backup.RunAsync(nodes, cancellation);
        var gone = await new BackupStore(addresses.Folder).RemoveExpiredAsync(
            TimeProvider.System.GetUtcNow(), region => addresses.World.PeriodsOf(region).BackupDays, cancellation);
        if (isJson)
        {
            Terminal.WriteJson(new { made, destroyed = gone });
            return 0;
        }

        foreach (var name in gone)
        {
            await Console.Out.WriteLineAsync($"{name} is destroyed: its days are over.");
        }

        return 0;
    }

    /// <summary>A line for each backup, for people.</summary>
    private sealed class Lines(bool isSilent) : IProgress<BackupManifest>
    {
        public void Report(BackupManifest value)
        {
            if (!isSilent)
            {
                var megabytes = (value.Bytes / (double)(1 << 20)).ToString("N0", CultureInfo.InvariantCulture);
                var seconds = (TimeProvider.System.GetUtcNow() - value.MadeAt).TotalSeconds
                    .ToString("0.0", CultureInfo.InvariantCulture);
                Console.Out.WriteLine($"{value.Node}: {value.Name}, {megabytes} MB in {seconds} s, checked.");
            }
        }
    }
}
