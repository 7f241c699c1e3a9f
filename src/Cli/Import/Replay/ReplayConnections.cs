namespace Domicile.Cli.Import.Replay;

/// <summary>How many accounts are replayed at once, each on a connection of its own.</summary>
internal static class ReplayConnections
{
    /// <summary>Enough that the server always has a group to commit, and few enough that none waits for long.</summary>
    public const int Default = 32;

    public const int Max = 512;
}
