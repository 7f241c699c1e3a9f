using System.Text.Json;
using Domicile.Local.Folders;
using Domicile.Local.Worlds;

namespace Domicile.Local.Backups;

/// <summary>
/// The backups of a world: a folder each, in the world's own. One that lacks its manifest is a draft that somebody was
/// stopped in, or one that is being removed.
/// </summary>
public sealed class BackupStore(WorldFolder folder)
{
    internal const string DraftSuffix = ".new";
    internal const string ManifestFile = "backup.json";

    private const string GoneSuffix = ".gone";

    /// <summary>All that are whole, the oldest first.</summary>
    /// <exception cref="WorldException">A manifest is damaged.</exception>
    public IReadOnlyList<BackupManifest> List() => Directory.Exists(folder.BackupFolder)
        ? [.. Directory.GetDirectories(folder.BackupFolder)
            .Select(place => Path.Combine(place, ManifestFile))
            .Where(file => IsWhole(Path.GetDirectoryName(file)!) && File.Exists(file))
            .Select(Read)
            .OrderBy(backup => backup.MadeAt)]
        : [];

    /// <summary>A backup of a node by its name; <c>latest</c> names the newest.</summary>
    /// <exception cref="WorldException">There is none; the message lists those there are.</exception>
    public BackupManifest Find(string node, string name)
    {
        var known = List().Where(backup => backup.Node == node).ToList();
        var found = name == "latest" ? known.LastOrDefault() : known.Find(backup => backup.Name == name);
        return found ?? throw new WorldException(known.Count == 0
            ? $"There is no backup of {node}. ./domicile backups lists all, and ./domicile backup {node} makes one."
            : $"There is no backup {name} of {node}. There are {string.Join(", ", known.Select(one => one.Name))}.");
    }

    /// <summary>
    /// Destroys the backups whose days are over, by the topology as it was then or is now, whichever is sooner, and
    /// what is left of those that were begun.
    /// </summary>
    /// <returns>The names of those that were destroyed.</returns>
    /// <exception cref="WorldException">Another command works on the backups.</exception>
    public async Task<IReadOnlyList<string>> RemoveExpiredAsync(
        DateTimeOffset now, Func<string, int> backupDays, CancellationToken cancellation)
    {
        using var held = BackupLock.Take(folder);
        await DraftLeftovers.RemoveAsync(folder, cancellation);
        foreach (var left in Directory.GetDirectories(folder.BackupFolder, "*" + GoneSuffix))
        {
            Directory.Delete(left, recursive: true);
        }

        var expired = List()
            .Where(backup => backup.KeepUntil <= now || backup.MadeAt.AddDays(backupDays(backup.Region)) <= now)
            .ToList();
        foreach (var backup in expired)
        {
            // First it is none any more, then it is gone.
            var gone = PlaceOf(backup.Name) + GoneSuffix;
            Directory.Move(PlaceOf(backup.Name), gone);
            Directory.Delete(gone, recursive: true);
        }

        return [.. expired.Select(backup => backup.Name)];
    }

    /// <summary>The folder of a backup; <c>data</c> in it is a node's data folder.</summary>
    internal string PlaceOf(string name) => Path.Combine(folder.BackupFolder, name);

    private static bool IsWhole(string place) =>
        !place.EndsWith(DraftSuffix, StringComparison.Ordinal) && !place.EndsWith(GoneSuffix, StringComparison.Ordinal);

    private static BackupManifest Read(string file)
    {
        try
        {
            return OwnerFile.Read<BackupManifest>(file);
        }
        catch (JsonException e)
        {
            throw new WorldException(
                $"{file} is damaged: {e.Message} The backup beside it cannot be told from another; remove its folder.",
                e);
        }
    }
}
