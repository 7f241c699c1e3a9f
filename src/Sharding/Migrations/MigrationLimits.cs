namespace Domicile.Sharding.Migrations;

/// <summary>How long a migration may wait and work before it gives up, leaving the database as it was.</summary>
public sealed record MigrationLimits
{
    /// <summary>For another runner on the same database to end.</summary>
    public TimeSpan RunnerWaitMax { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// For a table's lock: everyone who comes after queues up behind a waiting migration, so it waits briefly and gives
    /// way. Each script is tried <see cref="LockTryCount"/> times.
    /// </summary>
    public TimeSpan LockWaitMax { get; init; } = TimeSpan.FromSeconds(2);

    public int LockTryCount { get; init; } = 5;

    /// <summary>For one statement of a script.</summary>
    public TimeSpan StatementMax { get; init; } = TimeSpan.FromMinutes(5);
}
