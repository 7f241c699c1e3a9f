using Domicile.Sharding.Nodes;
using Domicile.Sharding.Sql;
using Domicile.Sharding.Users;
using Npgsql;

namespace Domicile.Ledger.Privacy.Erasure.Register;

/// <summary>
/// A region's erasure register: whose personal data must be gone. It stands outside the shards and their backups. Lives
/// as long as its data source; safe for many callers at once.
/// </summary>
/// <param name="register">The region's register node.</param>
/// <param name="region">Whose numbers they are.</param>
public sealed class ErasureRegister(NodePool register, string region)
{
    /// <summary>Lines of one reading.</summary>
    public const int LinesMax = 1000;

    private static readonly string ReadSql = SqlFile.Read<ErasureRegister>("ReadErasures.sql");
    private static readonly string RegisterSql = SqlFile.Read<ErasureRegister>("RegisterErasure.sql");

    /// <summary>The lines after a number, ascending; at most <see cref="LinesMax"/>.</summary>
    /// <exception cref="NpgsqlException">The register does not answer.</exception>
    public async Task<IReadOnlyList<RegisteredErasure>> ReadAfterAsync(long number, CancellationToken cancellation)
    {
        await using var command = register.CreateCommand(ReadSql);
        command.Parameters.AddWithValue(number);
        command.Parameters.AddWithValue(LinesMax);
        var lines = new List<RegisteredErasure>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            lines.Add(new RegisteredErasure(
                reader.GetInt64(0),
                new UserId(region, reader.GetInt64(1)),
                await reader.GetFieldValueAsync<DateTimeOffset>(2, cancellation)));
        }

        return lines;
    }

    /// <summary>Writes an order that has its consent into the register; from then on there is no way back.</summary>
    /// <returns>Its number; the one that it has, when it stands there already.</returns>
    /// <exception cref="NpgsqlException">The register does not answer: it may stand there or not.</exception>
    internal async Task<long> RegisterAsync(Guid requestId, CancellationToken cancellation)
    {
        await using var command = register.CreateCommand(RegisterSql);
        command.Parameters.AddWithValue(requestId);
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
