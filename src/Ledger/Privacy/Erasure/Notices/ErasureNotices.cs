using Domicile.Ledger.CrossShard.Messages;
using Domicile.Ledger.Users;
using Domicile.Sharding.Routing;
using Domicile.Sharding.Sql;
using Domicile.Sharding.Users;

namespace Domicile.Ledger.Privacy.Erasure.Notices;

/// <summary>
/// Who is to be told of erasures, and who has said that it was; and what this region was told by others. In the
/// register. Lives as long as its router; safe for many callers at once.
/// </summary>
internal sealed class ErasureNotices(ShardRouter router, TimeProvider time)
{
    /// <summary>Notices of one reading.</summary>
    private const int NoticesMax = 100;

    private static readonly string PlanSql = SqlFile.Read<ErasureNotices>("PlanNotices.sql");
    private static readonly string ReadPeersSql = SqlFile.Read<ErasureNotices>("ReadPeers.sql");
    private static readonly string ReadDueSql = SqlFile.Read<ErasureNotices>("ReadDueNotices.sql");
    private static readonly string NoteTrySql = SqlFile.Read<ErasureNotices>("NoteTry.sql");
    private static readonly string NoteReceiptSql = SqlFile.Read<ErasureNotices>("NoteReceipt.sql");
    private static readonly string KeepHeardSql = SqlFile.Read<ErasureNotices>("KeepHeard.sql");

    private readonly UserShards shards = new(router, time);

    /// <summary>
    /// Notes who is to be told: the given institutions, and each other region that had a leg with the user.
    /// </summary>
    /// <returns>Why it could not be; null when it is done.</returns>
    public async Task<string?> PlanAsync(
        Guid requestId, UserId user, IEnumerable<string> institutions, CancellationToken cancellation)
    {
        var peers = await shards.ReadAsync(
            user, ReadPeersSql, (row, _) => Task.FromResult(row.GetFieldValue<string[]>(1)), cancellation);
        if (!peers.IsDone)
        {
            return peers.Refusal.Detail;
        }

        string[] recipients =
        [
            .. institutions.Select(NoticeRecipient.OfInstitution),
            .. peers.Value.Where(peer => peer != router.Region).Select(NoticeRecipient.OfRegion),
        ];
        await RunAsync(PlanSql, cancellation, requestId, recipients, time.GetUtcNow());
        return null;
    }

    /// <summary>Those without a receipt whose time has come to be sent, or sent again.</summary>
    public async Task<IReadOnlyList<DueNotice>> ReadDueAsync(CancellationToken cancellation)
    {
        await using var command = router.Register.CreateCommand(ReadDueSql);
        command.Parameters.AddWithValue(time.GetUtcNow());
        command.Parameters.AddWithValue(NoticesMax);
        var notices = new List<DueNotice>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            notices.Add(new DueNotice(
                reader.GetGuid(0),
                reader.GetString(1),
                reader.GetInt32(2),
                new UserId(router.Region, reader.GetInt64(3)))
            {
                Number = reader.GetInt64(4),
                RegisteredAt = await reader.GetFieldValueAsync<DateTimeOffset>(5, cancellation),
            });
        }

        return notices;
    }

    /// <summary>It was sent without a receipt by now; to be sent again then.</summary>
    public Task NoteTryAsync(DueNotice notice, DateTimeOffset nextTryAt, CancellationToken cancellation) =>
        RunAsync(NoteTrySql, cancellation, notice.RequestId, notice.Recipient, nextTryAt);

    /// <param name="receipt">As it came, text.</param>
    public Task NoteReceiptAsync(UserId user, string recipient, string receipt, CancellationToken cancellation) =>
        RunAsync(NoteReceiptSql, cancellation, user.Number, recipient, receipt, time.GetUtcNow());

    /// <summary>Keeps what another region says of a user of its own.</summary>
    /// <returns>When it was heard of first.</returns>
    public async Task<DateTimeOffset> HearAsync(ErasureLine line, CancellationToken cancellation)
    {
        await using var command = router.Register.CreateCommand(KeepHeardSql);
        command.Parameters.AddWithValue(line.User);
        command.Parameters.AddWithValue(line.Number);
        command.Parameters.AddWithValue(line.RegisteredAt.ToUniversalTime());
        command.Parameters.AddWithValue(time.GetUtcNow());
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return await reader.GetFieldValueAsync<DateTimeOffset>(0, cancellation);
    }

    private async Task RunAsync(string sql, CancellationToken cancellation, params object[] values)
    {
        await using var command = router.Register.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.AddWithValue(value);
        }

        await command.ExecuteNonQueryAsync(cancellation);
    }
}
