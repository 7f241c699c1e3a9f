using System.Diagnostics;
using Domicile.Local.Folders;
using Domicile.Local.Ground;

namespace Domicile.Local.Worlds;

/// <summary>Ends worlds that another process started.</summary>
public static class WorldEnd
{
    // Servers drain, then nodes stop; each has its own limit below this one.
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(90);

    /// <summary>
    /// Asks the world's holder to stop, as Ctrl-C would, and waits until it has; also stops what a killed holder left.
    /// </summary>
    /// <returns>What was stopped, in words for a person; empty when nothing ran.</returns>
    /// <exception cref="WorldException">There is no world, or the holder does not stop.</exception>
    public static async Task<IReadOnlyList<string>> StopAsync(WorldFolder folder, CancellationToken cancellation)
    {
        RefuseNoWorld(folder);
        var stopped = new List<string>();
        using var held = await TakeFromHolderAsync(folder, stopped, cancellation);
        stopped.AddRange(await WorldLeftovers.StopAsync(folder, cancellation));
        return stopped;
    }

    /// <summary>Destroys a world that does not run: its data, its keys and its passwords.</summary>
    /// <exception cref="WorldException">There is no world, or it runs.</exception>
    public static async Task DestroyAsync(WorldFolder folder, CancellationToken cancellation)
    {
        RefuseNoWorld(folder);
        using var held = WorldLock.Take(folder, "reset");
        await WorldLeftovers.StopAsync(folder, cancellation);
        held.DisposeWithFolder();
    }

    private static async Task<WorldLock> TakeFromHolderAsync(
        WorldFolder folder, List<string> stopped, CancellationToken cancellation)
    {
        var waited = Stopwatch.StartNew();
        RunningWorld? asked = null;
        while (true)
        {
            if (WorldLock.TryTake(folder) is { } taken)
            {
                return taken;
            }

            // A holder that has just begun may not have said yet who it is.
            if (asked is null && RunningWorld.TryRead(folder) is { } running)
            {
                asked = running;
                Ask(folder, running);
                stopped.Add($"process {running.ProcessId} (./domicile {running.Command})");
            }

            if (waited.Elapsed > StopLimit)
            {
                throw new WorldException(
                    $"The world in {folder.Path} did not stop within {StopLimit.TotalSeconds:0} s. Kill process "
                    + $"{asked?.ProcessId}, then run ./domicile down again: it stops what is left.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellation);
        }
    }

    private static void Ask(WorldFolder folder, RunningWorld running)
    {
        if (running.ProcessId == Environment.ProcessId)
        {
            throw new InvalidOperationException($"This process runs the world in {folder.Path}: dispose it.");
        }

        if (!running.AskToStop())
        {
            throw new WorldException(
                $"The world in {folder.Path} is run by process {running.ProcessId} of another user. Stop it as that "
                + "user.");
        }
    }

    private static void RefuseNoWorld(WorldFolder folder)
    {
        if (!folder.HasWorld)
        {
            throw new WorldException($"There is no world in {folder.Path}. Say where it is with --data.");
        }
    }
}
