using System.CommandLine;
using Domicile.Cli.Output;
using Domicile.Local.Folders;
using Domicile.Local.Worlds;

namespace Domicile.Cli.Commands;

/// <summary><c>./domicile logs</c>: what nodes and servers wrote.</summary>
internal static class LogsCommand
{
    private const int LineCountDefault = 20;

    private static readonly Argument<string?> NodeArgument = new("node")
    {
        Description = "Such as eu/s1, central or eu/server; all of them when left out",
        HelpName = "NODE",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<bool> FollowOption = new("--follow", "-f")
    {
        Description = "Go on printing what is added, until Ctrl-C",
    };

    private static readonly Option<int?> LinesOption = NumberOption.Create("--lines", 0, 1_000_000);

    public static Command Create()
    {
        LinesOption.Description = $"How many lines of each log's end to begin with [default: {LineCountDefault}]";
        LinesOption.HelpName = "COUNT";
        var command = new ExampledCommand(
            "logs",
            "Show the end of the logs of nodes and servers.",
            "./domicile logs eu/server --follow")
        {
            NodeArgument,
            FollowOption,
            LinesOption,
            WorldArguments.Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var logs = Logs(WorldArguments.Of(parsed).Folder, parsed.GetValue(NodeArgument));
        var json = parsed.GetValue(WorldArguments.Json);
        var tails = logs.Select(log => new LogTail(log.Name, log.File, line =>
            Print(line, json, logs.Count > 1))).ToList();
        foreach (var tail in tails)
        {
            await tail.PrintEndAsync(parsed.GetValue(LinesOption) ?? LineCountDefault, cancellation);
        }

        if (parsed.GetValue(FollowOption))
        {
            try
            {
                await LogTail.FollowAsync(tails, cancellation);
            }
            catch (OperationCanceledException)
            {
                // Ctrl-C is how following ends.
                return 0;
            }
        }

        return 0;
    }

    private static List<(string Name, string File)> Logs(WorldFolder folder, string? wanted)
    {
        var world = WorldFile.Read(folder);
        var all = world.Nodes.Select(node => (node.Name, File: Path.Combine(folder.NodeFolder(node), "log")))
            .Concat(world.Servers.Select(server => (server.Name, File: folder.ServerLog(server.Stem))))
            .ToList();
        var found = all.Where(log => wanted is null || log.Name == wanted).ToList();
        return found.Count > 0 ? found : throw new WorldException(
            $"There is no node {wanted}. The logs are {string.Join(", ", all.Select(log => log.Name))}.");
    }

    private static void Print(LogLine line, bool json, bool withNames)
    {
        if (json)
        {
            Terminal.WriteJsonLine(line);
        }
        else
        {
            Console.Out.WriteLine(withNames ? $"{line.Node,-12} {line.Text}" : line.Text);
        }
    }
}
