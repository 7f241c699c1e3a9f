using System.CommandLine;
using System.Globalization;
using Domicile.Cli.Output;
using Domicile.Local.Backups;
using Spectre.Console;

namespace Domicile.Cli.Backup;

/// <summary><c>./domicile backups</c>: lists a world's backups, whether it runs or not.</summary>
internal static class BackupsCommand
{
    public static Command Create()
    {
        var command = new ExampledCommand(
            "backups",
            "List the backups there are, of what they are, and until when each is kept.",
            "./domicile backups --json")
        {
            WorldArguments.Json,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var backups = new BackupStore(WorldArguments.Of(parsed).ReadAddresses().Folder).List();
        if (parsed.GetValue(WorldArguments.Json))
        {
            Terminal.WriteJson(backups);
            return 0;
        }

        if (backups.Count == 0)
        {
            Console.Out.WriteLine("There is no backup. ./domicile backup makes one of every node.");
            return 0;
        }

        var table = Terminal.Table("backup", "node", "epoch", "erasures", "MB", "kept until");
        foreach (var backup in backups)
        {
            table.AddRow(
                backup.Name,
                backup.Node,
                backup.Epoch?.ToString(CultureInfo.InvariantCulture) ?? "",
                backup.ErasureNumber.ToString(CultureInfo.InvariantCulture),
                (backup.Bytes >> 20).ToString("N0", CultureInfo.InvariantCulture),
                backup.KeepUntil.UtcDateTime.ToString("u", CultureInfo.InvariantCulture));
        }

        Terminal.Out.Write(table);
        return 0;
    }
}
