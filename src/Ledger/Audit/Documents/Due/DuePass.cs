using Domicile.Ledger.Passes;
using Domicile.Sharding.Routing;
using Domicile.Sharding.Sql;

namespace Domicile.Ledger.Audit.Documents.Due;

/// <summary>
/// Notes for which transfers of a shard a document is due, from its outbox: each transfer that came to its end, once
/// for each of its users on the shard. One commit, so that a crash loses and repeats nothing.
/// </summary>
/// <param name="shard">Whose outbox it is.</param>
public sealed class DuePass(Shard shard) : IPass
{
    private static readonly string CutSql = SqlFile.Read<DuePass>("CutDocuments.sql");

    public string Name => "documents-due";

    /// <summary>Rows of the outbox in one run.</summary>
    public int RowsMax { get; init; } = 5_000;

    public async ValueTask<PassResult> RunAsync(CancellationToken cancellation)
    {
        await using var command = shard.PrimaryForWork.CreateCommand(CutSql);
        command.Parameters.AddWithValue(RowsMax);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return new PassResult((int)reader.GetInt64(0), reader.GetBoolean(1)) { IsHeldBack = reader.GetBoolean(2) };
    }
}
