using Domicile.Ledger.CrossShard.Sides;
using Domicile.Sharding.Nodes;
using Domicile.Sharding.Sql;
using Npgsql;
using NpgsqlTypes;

namespace Domicile.Ledger.CrossShard.Regions;

/// <summary>
/// The verdicts that the register commits because no shard can: legs from other regions to numbers that no range of
/// this one covers. Lives as long as the ledger; safe for many callers at once.
/// </summary>
internal sealed class UnplacedRefusals(NodePool register)
{
    /// <summary>The verdict, in the words of the books.</summary>
    public const string Refusal = "payee-unknown";

    private static readonly string RefuseUnplaced = SqlFile.Read<UnplacedRefusals>("RefuseUnplaced.sql");
    private static readonly string FindRefused = SqlFile.Read<UnplacedRefusals>("FindRefused.sql");

    /// <summary>Refuses those whose payee no range covers, even now.</summary>
    /// <returns>The refused ones, those of earlier times among them.</returns>
    /// <exception cref="NpgsqlException">The register does not answer.</exception>
    public Task<HashSet<Guid>> RefuseAsync(IReadOnlyList<IncomingLeg> legs, CancellationToken cancellation) =>
        RunAsync(
            RefuseUnplaced,
            columns => columns
                .Add(NpgsqlDbType.Uuid, leg => leg.TransferId)
                .Add(NpgsqlDbType.Bigint, leg => leg.Payee.Number)
                .Add(NpgsqlDbType.Text, leg => leg.Payer.ToString()),
            legs,
            cancellation);

    /// <summary>
    /// Those of the legs that were refused before their payee's range existed. To be asked after the range was found:
    /// from then on nothing more is refused here.
    /// </summary>
    /// <exception cref="NpgsqlException">The register does not answer.</exception>
    public Task<HashSet<Guid>> FindAsync(IReadOnlyList<IncomingLeg> legs, CancellationToken cancellation) =>
        RunAsync(FindRefused, columns => columns.Add(NpgsqlDbType.Uuid, leg => leg.TransferId), legs, cancellation);

    private async Task<HashSet<Guid>> RunAsync(
        string sql,
        Action<GroupColumns<IncomingLeg>> add,
        IReadOnlyList<IncomingLeg> legs,
        CancellationToken cancellation)
    {
        if (legs.Count == 0)
        {
            return [];
        }

        await using var command = register.CreateCommand(sql);
        add(new GroupColumns<IncomingLeg>(command.Parameters, legs));
        var refused = new HashSet<Guid>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            refused.Add(reader.GetGuid(0));
        }

        return refused;
    }
}
