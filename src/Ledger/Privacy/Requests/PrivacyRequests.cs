using Domicile.Ledger.Privacy.Keys;
using Domicile.Sharding.Routing;
using Domicile.Sharding.Sql;
using Npgsql;
using NpgsqlTypes;

namespace Domicile.Ledger.Privacy.Requests;

/// <summary>
/// The requests by which people use their rights, in the region's register: who asked for what, when, and how long the
/// law gives. Each change is one statement, so nothing is ever half recorded. Lives as long as the ledger.
/// </summary>
public sealed class PrivacyRequests
{
    public const int ReasonLengthMax = 1000;

    private static readonly string RecordSql = SqlFile.Read<PrivacyRequests>("RecordRequest.sql");
    private static readonly string FindSql = SqlFile.Read<PrivacyRequests>("FindRequest.sql");
    private static readonly string FindOpenSql = SqlFile.Read<PrivacyRequests>("FindOpenRequest.sql");
    private static readonly string ListSql = SqlFile.Read<PrivacyRequests>("ListRequests.sql");
    private static readonly string ExtendSql = SqlFile.Read<PrivacyRequests>("ExtendRequest.sql");
    private static readonly string EndSql = SqlFile.Read<PrivacyRequests>("EndRequest.sql");

    private readonly ShardRouter router;
    private readonly ReasonVault vault;
    private readonly TimeProvider time;

    internal PrivacyRequests(ShardRouter router, UserKeys keys, TimeProvider time)
    {
        (this.router, this.time) = (router, time);
        vault = new ReasonVault(keys);
    }

    /// <summary>Records a request, of a user that exists; its time begins with it.</summary>
    public Task<Outcome<PrivacyRequest>> RecordAsync(NewPrivacyRequest asked, CancellationToken cancellation) =>
        AnswerAsync(() => InsertAsync(asked, cancellation));

    /// <summary>
    /// The request of this kind that the same person has open for this user already, or a new one: whoever tries again
    /// after a broken answer goes on with the first.
    /// </summary>
    public Task<Outcome<PrivacyRequest>> RecordOnceAsync(NewPrivacyRequest asked, CancellationToken cancellation) =>
        AnswerAsync(async () =>
        {
            var open = await ReadAsync(FindOpenSql, parameters =>
            {
                parameters.AddWithValue(asked.User.Number);
                parameters.AddWithValue(RequestWords.Of(asked.Kind));
                parameters.AddWithValue(asked.Asker.Name);
                parameters.AddWithValue(asked.Asker.Role);
            }, cancellation);
            return open is [var known, ..]
                ? await OpenAsync(known, cancellation)
                : await InsertAsync(asked, cancellation);
        });

    /// <summary>Gives a request two more months, once and within the first one; the person was told why.</summary>
    /// <param name="reason">What the person was told; kept sealed with the user's key.</param>
    public Task<Outcome<PrivacyRequest>> ExtendAsync(Guid request, string reason, CancellationToken cancellation) =>
        AnswerAsync(async () =>
        {
            if (ReasonMistake(reason) is { } mistake)
            {
                return mistake;
            }

            if (await FindRowAsync(request, cancellation) is not { } row)
            {
                return Unknown(request);
            }

            var sealedReason = await vault.SealAsync(
                row.Request.User, ReasonVault.ExtensionOf(request), reason, cancellation);
            await using var command = router.Register.CreateCommand(ExtendSql);
            command.Parameters.AddWithValue(request);
            command.Parameters.AddWithValue(TimeLimit.Extended(row.Request.AskedAt));
            command.Parameters.Add(Bytes(sealedReason));
            command.Parameters.AddWithValue(time.GetUtcNow());
            return await command.ExecuteNonQueryAsync(cancellation) == 1
                ? await FindAsync(request, cancellation)
                : Closed(row.Request);
        });

    /// <summary>Says what became of a request; repeated when it was said already.</summary>
    /// <param name="state">Done or refused.</param>
    public Task<Outcome<PrivacyRequest>> EndAsync(
        Guid request, PrivacyRequestState state, CancellationToken cancellation) =>
        AnswerAsync(async () =>
        {
            await using var command = router.Register.CreateCommand(EndSql);
            command.Parameters.AddWithValue(request);
            command.Parameters.AddWithValue(RequestWords.Of(state));
            command.Parameters.AddWithValue(time.GetUtcNow());
            var hasEnded = await command.ExecuteNonQueryAsync(cancellation) == 1;
            var found = await FindAsync(request, cancellation);
            return !found.IsDone || hasEnded ? found
                : found.Value.State == state ? found with { Repeated = true }
                : Closed(found.Value);
        });

    /// <summary>One request with its reasons.</summary>
    public Task<Outcome<PrivacyRequest>> FindAsync(Guid request, CancellationToken cancellation) =>
        AnswerAsync(async () => await FindRowAsync(request, cancellation) is { } row
            ? await OpenAsync(row, cancellation)
            : Unknown(request));

    /// <summary>One page of the requests of a state, those with the least time left first, without reasons.</summary>
    public Task<Outcome<PrivacyRequestPage>> ListAsync(PrivacyRequestQuery query, CancellationToken cancellation) =>
        AnswerAsync<PrivacyRequestPage>(async () =>
        {
            var after = RequestCursor.Start;
            if (query.Cursor is not null && !RequestCursor.TryParse(query.Cursor, out after))
            {
                return new Refusal(
                    RefusalCode.FieldInvalid, "A cursor is the nextCursor of the page before, unchanged.", "cursor");
            }

            var rows = await ReadAsync(ListSql, parameters =>
            {
                parameters.AddWithValue(RequestWords.Of(query.State));
                parameters.AddWithValue(after.Deadline);
                parameters.AddWithValue(after.Id);
                parameters.AddWithValue(query.Limit + 1);
            }, cancellation);
            var requests = rows.Take(query.Limit).Select(row => row.Request).ToList();
            return new PrivacyRequestPage(
                requests,
                rows.Count > query.Limit ? new RequestCursor(requests[^1].Deadline, requests[^1].Id).ToString() : null);
        });

    /// <summary>Null for a text that may be kept as a reason.</summary>
    /// <param name="reason">Never repeated in the refusal.</param>
    public static Refusal? ReasonMistake(string reason) =>
        !string.IsNullOrWhiteSpace(reason) && PlainText.IsPlain(reason, out var length) && length <= ReasonLengthMax
            ? null
            : new Refusal(
                RefusalCode.FieldInvalid,
                $"A reason is a line of text of 1 to {ReasonLengthMax} characters, without control characters.",
                "reason");

    private async Task<Outcome<PrivacyRequest>> InsertAsync(NewPrivacyRequest asked, CancellationToken cancellation)
    {
        if (asked.Reason is { } reason && ReasonMistake(reason) is { } mistake)
        {
            return mistake;
        }

        var now = time.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        var askedAt = asked.AskedAt ?? now;
        var sealedReason = await vault.SealAsync(asked.User, ReasonVault.ReasonOf(id), asked.Reason, cancellation);
        await using var command = router.Register.CreateCommand(RecordSql);
        command.Parameters.AddWithValue(id);
        command.Parameters.AddWithValue(RequestWords.Of(asked.Kind));
        command.Parameters.AddWithValue(asked.User.Number);
        command.Parameters.AddWithValue(asked.Asker.Name);
        command.Parameters.AddWithValue(asked.Asker.Role);
        command.Parameters.AddWithValue(askedAt.ToUniversalTime());
        command.Parameters.Add(Bytes(sealedReason));
        command.Parameters.AddWithValue(TimeLimit.Of(askedAt));
        command.Parameters.AddWithValue(
            RequestWords.Of(asked.IsDone ? PrivacyRequestState.Done : PrivacyRequestState.Open));
        command.Parameters.Add(new NpgsqlParameter
        {
            NpgsqlDbType = NpgsqlDbType.TimestampTz,
            Value = asked.IsDone ? now : DBNull.Value,
        });
        await command.ExecuteNonQueryAsync(cancellation);
        return await FindAsync(id, cancellation);
    }

    private async Task<Outcome<PrivacyRequest>> OpenAsync(RequestRow row, CancellationToken cancellation)
    {
        var (user, id) = (row.Request.User, row.Request.Id);
        return row.Request with
        {
            Reason = await vault.OpenAsync(user, ReasonVault.ReasonOf(id), row.Reason, cancellation),
            ExtensionReason = await vault.OpenAsync(
                user, ReasonVault.ExtensionOf(id), row.ExtensionReason, cancellation),
        };
    }

    private async Task<RequestRow?> FindRowAsync(Guid request, CancellationToken cancellation) =>
        await ReadAsync(FindSql, parameters => parameters.AddWithValue(request), cancellation) is [var row]
            ? row
            : null;

    private async Task<List<RequestRow>> ReadAsync(
        string sql, Action<NpgsqlParameterCollection> add, CancellationToken cancellation)
    {
        await using var command = router.Register.CreateCommand(sql);
        add(command.Parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<RequestRow>();
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(RequestRow.Read(reader, router.Region));
        }

        return rows;
    }

    private async Task<Outcome<T>> AnswerAsync<T>(Func<Task<Outcome<T>>> work)
        where T : class
    {
        try
        {
            return await work();
        }
        catch (Exception e) when (ShardFailure.IsUnavailable(e))
        {
            return ShardFailure.Unavailable($"{router.Region}/register", e);
        }
    }

    private static Refusal Unknown(Guid request) =>
        new(RefusalCode.RequestUnknown, $"There is no request {request}; GET /v1/privacy/requests lists them.");

    private static Refusal Closed(PrivacyRequest request) => new(
        RefusalCode.RequestClosed,
        request.State != PrivacyRequestState.Open
            ? $"Request {request.Id} has ended: it is {RequestWords.Of(request.State)}."
            : request.ExtendedUntil is { } until
                ? $"Request {request.Id} was extended before, until {until:yyyy-MM-dd}; the law allows it once."
                : $"The first month of request {request.Id} ended on {request.DueAt:yyyy-MM-dd}; the law allows an "
                    + "extension only before. Answer the request.");

    private static NpgsqlParameter Bytes(byte[]? value) =>
        new() { NpgsqlDbType = NpgsqlDbType.Bytea, Value = (object?)value ?? DBNull.Value };
}
