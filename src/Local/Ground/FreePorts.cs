using Domicile.Local.Worlds;

namespace Domicile.Local.Ground;

/// <summary>Ports for the servers of a world that is for once.</summary>
public static class FreePorts
{
    /// <summary>The first of so many free ports side by side.</summary>
    /// <exception cref="WorldException">There is no such place.</exception>
    public static int SideBySide(int count) => Ports.Choose().FirstOrDefault(
        first => Enumerable.Range(first, count).All(Ports.IsFree)) is > 0 and var found
            ? found
            : throw new WorldException($"There are no {count} free ports of 127.0.0.1 side by side.");
}
