using System.CommandLine;
using Domicile.Cli.Output;
using Domicile.Local.Worlds;
using Spectre.Console;

namespace Domicile.Cli.Commands;

/// <summary><c>./domicile migrate</c>: brings the schemas of a running world to what this program knows.</summary>
internal static class MigrateCommand
{
    public static Command Create()
    {
        var command = new ExampledCommand(
            "migrate",
            "Bring the schemas of the running world's nodes up to date; ./domicile up does it too.",
            "./domicile migrate --json")
        {
            WorldArguments.Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var addresses = WorldArguments.Of(parsed).ReadRunning();

        var results = await WorldMigrations.RunAsync(addresses, cancellation);
        if (parsed.GetValue(WorldArguments.Json))
        {
            Terminal.WriteJson(results);
        }
        else
        {
            var table = Terminal.Table("node", "applied now", "there before");
            foreach (var result in results)
            {
                table.AddRow(
                    Markup.Escape(result.Node), $"{result.Applied.Count}", $"{result.AlreadyThereCount}");
            }

            Terminal.Out.Write(table);
        }

        var failures = results.Where(result => !result.IsComplete).Select(result => result.Failure).ToList();
        failures.ForEach(failure => Console.Error.WriteLine($"domicile: {failure}"));
        return failures.Count == 0 ? 0 : 1;
    }
}
