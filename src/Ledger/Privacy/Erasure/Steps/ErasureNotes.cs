using Domicile.Ledger.Privacy.Erasure.Orders;
using Domicile.Sharding.Nodes;
using Domicile.Sharding.Sql;
using Domicile.Sharding.Users;
using Npgsql;
using NpgsqlTypes;

namespace Domicile.Ledger.Privacy.Erasure.Steps;

/// <summary>
/// Writes into the register what was done of an erasure; what was written once stays. Lives as long as its data source.
/// </summary>
internal sealed class ErasureNotes(NodePool register, TimeProvider time)
{
    private static readonly string RecordSql = SqlFile.Read<ErasureNotes>("RecordStep.sql");
    private static readonly string KeySql = SqlFile.Read<ErasureNotes>("NoteKey.sql");
    private static readonly string ForgetSql = SqlFile.Read<ErasureNotes>("ForgetUser.sql");
    private static readonly string CertificateSql = SqlFile.Read<ErasureNotes>("NoteCertificate.sql");
    private static readonly string SettledSql = SqlFile.Read<ErasureNotes>("NoteSettled.sql");
    private static readonly string DoneSql = SqlFile.Read<ErasureNotes>("NoteDone.sql");

    public Task RecordAsync(Guid requestId, ErasureStep step, CancellationToken cancellation) => RunAsync(
        RecordSql, cancellation, requestId, step.Name, step.Place, time.GetUtcNow());

    /// <param name="number">The erasure's.</param>
    /// <param name="key">What was destroyed; without a fingerprint for a user who had none.</param>
    public async Task KeyAsync(
        long number, (DateTimeOffset At, string? Fingerprint, int? Generation) key, CancellationToken cancellation)
    {
        await using var command = register.CreateCommand(KeySql);
        command.Parameters.AddWithValue(number);
        command.Parameters.AddWithValue(key.At);
        command.Parameters.Add(Nullable(NpgsqlDbType.Text, key.Fingerprint));
        command.Parameters.Add(Nullable(NpgsqlDbType.Integer, key.Generation));
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Has the register forget what it keeps of a user beside the number.</summary>
    public Task ForgetAsync(UserId user, CancellationToken cancellation) =>
        RunAsync(ForgetSql, cancellation, user.Number);

    public Task CertifyAsync(ErasureOrder order, string certificate, CancellationToken cancellation) =>
        RunAsync(CertificateSql, cancellation, order.RequestId, certificate, time.GetUtcNow());

    public Task SettleAsync(ErasureOrder order, CancellationToken cancellation) =>
        RunAsync(SettledSql, cancellation, order.RequestId, time.GetUtcNow());

    public Task EndAsync(ErasureOrder order, CancellationToken cancellation) =>
        RunAsync(DoneSql, cancellation, order.RequestId, time.GetUtcNow());

    private async Task RunAsync(string sql, CancellationToken cancellation, params object[] values)
    {
        await using var command = register.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.AddWithValue(value);
        }

        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static NpgsqlParameter Nullable(NpgsqlDbType type, object? value) =>
        new() { NpgsqlDbType = type, Value = value ?? DBNull.Value };
}
