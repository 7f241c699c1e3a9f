using Domicile.Sharding.Sql;
using Npgsql;

namespace Domicile.Ledger.Privacy.Keys.Rotation;

/// <summary>
/// The generations of one rotation: finds those that an earlier one left, or makes the next one and opens it. For the
/// length of the rotation.
/// </summary>
internal sealed class RotationGenerations(
    NpgsqlConnection connection, IWrappingKeys wrapping, IProgress<RotationProgress>? progress)
{
    private static readonly string ReadSql = SqlFile.Read<RotationGenerations>("ReadLivingGenerations.sql");
    private static readonly string RetireSql = SqlFile.Read<RotationGenerations>("RetireGenerations.sql");
    private static readonly string OpenSql = SqlFile.Read<RotationGenerations>("OpenGeneration.sql");

    /// <summary>The open generation, which is there, and the older ones that shall be destroyed.</summary>
    /// <exception cref="WrappingKeyMissingException">The open generation is not there, or another.</exception>
    public async Task<(WrappingGeneration Open, IReadOnlyList<WrappingGeneration> Old, bool WasResumed)> BeginAsync(
        CancellationToken cancellation)
    {
        var living = await ReadAsync(cancellation);
        if (living.Count == 0)
        {
            await OpenAsync((await wrapping.ListAsync(cancellation)).LastOrDefault()
                ?? await wrapping.MakeAsync(1, cancellation), cancellation);
            living = await ReadAsync(cancellation);
        }

        var newest = living[^1];
        if (!(await wrapping.ListAsync(cancellation)).Contains(newest))
        {
            throw new WrappingKeyMissingException(newest.Number);
        }

        if (living.Count > 1)
        {
            return (newest, living[..^1], true);
        }

        var next = await wrapping.MakeAsync(newest.Number + 1, cancellation);
        progress?.Report(new(RotationStep.GenerationMade, next.Number));
        await OpenAsync(next, cancellation);
        progress?.Report(new(RotationStep.GenerationOpened, next.Number));
        return (next, living, false);
    }

    private async Task OpenAsync(WrappingGeneration generation, CancellationToken cancellation)
    {
        // One batch is one transaction: there is always one open generation, and never two.
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new(RetireSql) { Parameters = { new() { Value = generation.Number } } });
        batch.BatchCommands.Add(new(OpenSql)
        {
            Parameters =
            {
                new() { Value = generation.Number },
                new() { Value = Convert.FromHexString(generation.Fingerprint) },
            },
        });
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    private async Task<List<WrappingGeneration>> ReadAsync(CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(ReadSql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var living = new List<WrappingGeneration>();
        while (await reader.ReadAsync(cancellation))
        {
            living.Add(new WrappingGeneration(reader.GetInt32(0), Convert.ToHexStringLower((byte[])reader[1])));
        }

        return living;
    }
}
