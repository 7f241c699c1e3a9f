using System.CommandLine;
using System.Globalization;
using Domicile.Cli.FailOver;
using Domicile.Cli.Output;
using Domicile.Local.Backups;
using Domicile.Local.Folders;
using Domicile.Local.Restores;
using Domicile.Local.Worlds;

namespace Domicile.Cli.Backup;

/// <summary><c>./domicile restore</c>: puts a shard of a running world back from a backup, after asking.</summary>
internal static class RestoreCommand
{
    private static readonly Argument<string> ShardArgument = new("node")
    {
        Description = "The shard, such as eu/s1, or a region's keys, such as eu/keys",
    };

    private static readonly Option<string> FromOption = new("--from")
    {
        Description = "The name of a backup of it, or latest",
        HelpName = "BACKUP",
        Required = true,
    };

    public static Command Create()
    {
        var command = new ExampledCommand(
            "restore",
            "Put a shard, or a region's keys, back from a backup: what is erased stays erased, and what its peers have "
            + "is booked again. Asks first.",
            "./domicile restore eu/s1 --from latest --yes")
        {
            ShardArgument,
            FromOption,
            Confirmation.YesOption,
            WorldArguments.Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var addresses = WorldArguments.Of(parsed).ReadRunning();
        var folder = addresses.Folder;
        var shard = parsed.GetValue(ShardArgument)!;
        var from = parsed.GetValue(FromOption)!;
        var isJson = parsed.GetValue(WorldArguments.Json);
        if (!await Confirmation.AskAsync(
            parsed, () => Question(folder, shard, from), "Nothing was restored.", cancellation))
        {
            return 1;
        }

        if (addresses.Nodes.Any(node => node.Name == shard && node.Kind == NodeKind.Keys))
        {
            return Print(await new KeysRestore(folder, shard, new Lines()).RunAsync(from, cancellation), isJson);
        }

        var result = await new ShardRestore(folder, shard, new Lines()).RunAsync(from, cancellation);
        if (isJson)
        {
            Terminal.WriteJson(result);
        }
        else if (result is not null)
        {
            Print(result);
        }

        return result is null or { CentralProblem: null } && result?.Differences.All(one => one.IsBooked) != false
            ? 0
            : 1;
    }

    private static string Question(WorldFolder folder, string shard, string from)
    {
        var backup = new BackupStore(folder).Find(shard, from);
        var age = TimeProvider.System.GetUtcNow() - backup.MadeAt;
        return $"This puts {shard} back to {backup.Name}, "
            + $"{age.TotalHours.ToString("0.0", CultureInfo.InvariantCulture)} hours old. What was booked since is "
            + "lost, but for what other shards have of it.";
    }

    private static int Print(KeysRestoreResult result, bool isJson)
    {
        if (isJson)
        {
            Terminal.WriteJson(result);
        }
        else
        {
            Console.Out.WriteLine(
                $"{result.Node} is back from {result.Backup}, and has applied {result.ErasureNumber} of "
                + $"{result.RegisteredCount} erasures. Keys made since are lost, and what was sealed with them.");
        }

        return result.ErasureNumber < result.RegisteredCount ? 1 : 0;
    }

    private static void Print(RestoreResult result)
    {
        Console.Out.WriteLine(
            $"{result.Shard} is back from {result.Backup}, of epoch {result.Epoch}. {result.ErasuresApplied} erasures "
            + $"that were not in the backup were applied, {result.ErasureNumber} in all. {result.ReopenedUserCount} "
            + $"users were made since: their books are open, without details. {result.MovedUserCount} users are of "
            + "other shards now: their rows are gone here.");
        ReconcileCommand.Print(result.ComparedCount, result.Differences);
        if (result.CentralProblem is { } problem)
        {
            Console.Out.WriteLine($"The central database was not told what the books come to: {problem}");
        }
    }

    /// <summary>A line for each step, on standard error: the result alone is the output.</summary>
    private sealed class Lines : IProgress<WorldEvent>
    {
        public void Report(WorldEvent value) => Console.Error.WriteLine($"{value.Subject} {value.Text}");
    }
}
