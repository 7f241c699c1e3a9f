using Npgsql;

namespace Domicile.Sharding.Migrations;

/// <summary>
/// Brings the schemas of many databases to what this program knows, all side by side, one runner at a time in each.
/// Every script is one transaction with its row in the journal <c>sharding.migration</c>: a run that is stopped
/// anywhere is resumed by the next one. One that fails leaves the other databases to finish.
/// </summary>
/// <param name="runner">Who migrates, for the journal and <c>pg_stat_activity</c>: <c>domicile 0.1.0</c>.</param>
/// <param name="limits">How long to wait and work; null for the defaults.</param>
public sealed class FleetMigrator(string runner, MigrationLimits? limits = null)
{
    private readonly MigrationLimits limits = limits ?? new MigrationLimits();

    /// <summary>Migrates all targets; the results stand in the order of the targets. A failure is a value.</summary>
    public async Task<IReadOnlyList<NodeMigration>> RunAsync(
        IReadOnlyList<MigrationTarget> targets, CancellationToken cancellation) =>
        await Task.WhenAll(targets.Select(target => RunAsync(target, cancellation)));

    private async Task<NodeMigration> RunAsync(MigrationTarget target, CancellationToken cancellation)
    {
        var run = new NodeRun(target, runner, limits);
        try
        {
            return await run.RunAsync(cancellation);
        }
        catch (NpgsqlException e) when (!cancellation.IsCancellationRequested)
        {
            return run.Failed($"{target.Node} ({target.Address}) did not answer: {e.Message} Nothing is half done: "
                + "see to the node, then migrate again.");
        }
    }
}
