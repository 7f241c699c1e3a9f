using System.CommandLine;
using Domicile.Local.Folders;
using Domicile.Local.Worlds;

namespace Domicile.Cli.Commands;

/// <summary><c>./domicile reset</c>: destroys a world that does not run, after asking.</summary>
internal static class ResetCommand
{
    private static readonly Option<bool> YesOption = new("--yes") { Description = "Do not ask" };

    public static Command Create()
    {
        var command = new ExampledCommand(
            "reset",
            "Destroy the world: its data, keys, passwords and backups. Asks first.",
            "./domicile reset --yes --data /tmp/world")
        {
            YesOption,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var folder = WorldArguments.Of(parsed).Folder;
        if (folder.HasWorld && !parsed.GetValue(YesOption) && !await AskAsync(folder, cancellation))
        {
            await Console.Error.WriteLineAsync("domicile: Nothing was destroyed. Answer yes, or give --yes.");
            return 1;
        }

        await WorldEnd.DestroyAsync(folder, cancellation);
        await Console.Out.WriteLineAsync($"The world in {folder.Path} is gone.");
        return 0;
    }

    private static async Task<bool> AskAsync(WorldFolder folder, CancellationToken cancellation)
    {
        await Console.Out.WriteAsync($"This destroys the world in {folder.Path} and all its data. Type yes to go on: ");
        return (await Console.In.ReadLineAsync(cancellation))?.Trim() == "yes";
    }
}
