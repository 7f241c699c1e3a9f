using System.CommandLine;
using System.Globalization;
using Domicile.Cli.Output;
using Domicile.Local.Folders;
using Domicile.Local.Status;
using Spectre.Console;

namespace Domicile.Cli.Commands;

/// <summary><c>./domicile status</c>: a table of the world's nodes and servers, whether it runs or not.</summary>
internal static class StatusCommand
{
    private const double BytesPerMegabyte = 1024 * 1024;

    public static Command Create()
    {
        var command = new ExampledCommand(
            "status",
            "Show every node and server: role, port, process id, state, size, and a replica's lag.",
            "./domicile status --json")
        {
            WorldArguments.Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var addresses = WorldArguments.Of(parsed).ReadAddresses();
        var running = RunningWorld.TryRead(addresses.Folder);
        var rows = await WorldStatus.ReadAsync(addresses, cancellation);
        if (parsed.GetValue(WorldArguments.Json))
        {
            Terminal.WriteJson(new { Folder = addresses.Folder.Path, Running = running, Nodes = rows });
        }
        else
        {
            Print(addresses.Folder, running, rows);
        }

        return 0;
    }

    private static void Print(WorldFolder folder, RunningWorld? running, IReadOnlyList<NodeStatus> rows)
    {
        var table = Terminal.Table("node", "site", "role", "port", "pid", "state", "size", "lag");
        foreach (var column in new[] { 3, 4, 6, 7 })
        {
            table.Columns[column].RightAligned();
        }

        foreach (var row in rows)
        {
            table.AddRow(
                Markup.Escape(row.Node),
                Markup.Escape(row.Site ?? ""),
                row.Role,
                Text($"{row.Port}"),
                row.ProcessId is { } processId ? Text($"{processId}") : "",
                Coloured(row.State),
                row.SizeBytes is { } size ? Text($"{size / BytesPerMegabyte:0.0} MB") : "",
                Lag(row));
        }

        Terminal.Out.Write(table);
        var leftCount = running is null ? rows.Count(row => row.ProcessId is not null) : 0;
        Console.Out.WriteLine((running, leftCount) switch
        {
            (not null, _) =>
                $"Process {running.ProcessId} (./domicile {running.Command}) runs the world in {folder.Path}.",
            (_, 0) => $"The world in {folder.Path} does not run. Start it with ./domicile up.",
            _ => $"The world in {folder.Path} was killed and {leftCount} of its processes are left. "
                + "./domicile up starts it again, ./domicile down stops them.",
        });
    }

    private static string Lag(NodeStatus row) => (row.Role, row.LagBytes) switch
    {
        ("replica", { } bytes) => Text($"{bytes} B, {row.LagSeconds ?? 0:0.0} s"),
        ("replica", null) => "unknown",
        _ => "",
    };

    private static string Coloured(NodeState state) => state switch
    {
        NodeState.Running => "[green]running[/]",
        NodeState.NotReady => "[red]not ready[/]",
        NodeState.NotFollowing => "[red]not following[/]",
        _ => "[yellow]stopped[/]",
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
