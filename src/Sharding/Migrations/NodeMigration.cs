namespace Domicile.Sharding.Migrations;

/// <summary>What became of one database of the fleet.</summary>
/// <param name="Node">The name given in its <see cref="MigrationTarget"/>.</param>
/// <param name="Applied">
/// The scripts applied now, as <c>sharding.shard/0001_fence.sql</c>; they stay when a later one fails.
/// </param>
/// <param name="AlreadyThereCount">Scripts that the database had before.</param>
/// <param name="Failure">Null when the schema is complete; else which script failed where, why, and what to do.</param>
public sealed record NodeMigration(
    string Node, IReadOnlyList<string> Applied, int AlreadyThereCount, string? Failure)
{
    public bool IsComplete => Failure is null;
}
