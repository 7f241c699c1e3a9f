using Domicile.Local.Folders;
using Domicile.Local.Processes;

namespace Domicile.Local.Backups;

/// <summary>
/// Clears away backups that somebody was killed in, with the programs that still write them. For the holder of the
/// lock.
/// </summary>
internal static class DraftLeftovers
{
    /// <summary>Names the program that works on a draft, while there is one.</summary>
    public const string PidFile = "make.pid";

    private static readonly string[] Programs = ["pg_basebackup", "pg_verifybackup"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static async Task RemoveAsync(WorldFolder folder, CancellationToken cancellation)
    {
        foreach (var draft in Directory.GetDirectories(folder.BackupFolder, "*" + BackupStore.DraftSuffix))
        {
            var data = Path.Combine(draft, "data");
            var left = Programs
                .Select(program => LeftProcess.OfPidFile(Path.Combine(draft, PidFile), program, data))
                .FirstOrDefault(process => process is not null);
            await (left?.StopAsync([Signals.Terminate, Signals.Kill], Patience, cancellation) ?? Task.CompletedTask);
            Directory.Delete(draft, recursive: true);
        }
    }
}
