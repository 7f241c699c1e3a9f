using System.CommandLine;
using Domicile.Cli.Output;
using Domicile.Local.Worlds;

namespace Domicile.Cli.Commands;

/// <summary><c>./domicile reset</c>: destroys a world that does not run, after asking.</summary>
internal static class ResetCommand
{
    public static Command Create()
    {
        var command = new ExampledCommand(
            "reset",
            "Destroy the world: its data, keys, passwords and backups. Asks first.",
            "./domicile reset --yes --data /tmp/world")
        {
            Confirmation.YesOption,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var folder = WorldArguments.Of(parsed).Folder;
        if (folder.HasWorld && !await Confirmation.AskAsync(
            parsed,
            () => $"This destroys the world in {folder.Path} and all its data.",
            "Nothing was destroyed.",
            cancellation))
        {
            return 1;
        }

        await WorldEnd.DestroyAsync(folder, cancellation);
        await Console.Out.WriteLineAsync($"The world in {folder.Path} is gone.");
        return 0;
    }
}
