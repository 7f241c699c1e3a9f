using Domicile.Ledger.Privacy.Requests;
using Domicile.Ledger.Users;
using Domicile.Sharding.Routing;
using Domicile.Sharding.Sql;
using Domicile.Sharding.Users;
using Npgsql;

namespace Domicile.Ledger.Privacy.Restriction;

/// <summary>
/// Restricts what happens to a user's book (GDPR, Article 18): new transfers to and from it are refused until it is
/// lifted, and what is under way comes to its end. Everything here may be repeated. Lives as long as the ledger.
/// </summary>
public sealed class Restrictions
{
    private static readonly string RestrictSql = SqlFile.Read<Restrictions>("Restrict.sql");
    private static readonly string LiftSql = SqlFile.Read<Restrictions>("Lift.sql");
    private static readonly string ReadSql = SqlFile.Read<Restrictions>("HasBook.sql");

    private readonly UserShards shards;
    private readonly UserBooks users;
    private readonly PrivacyRequests requests;

    internal Restrictions(ShardRouter router, UserBooks users, PrivacyRequests requests, TimeProvider time)
    {
        shards = new UserShards(router, time);
        (this.users, this.requests) = (users, requests);
    }

    /// <summary>
    /// Records the request, restricts the book and ends the request; whoever was cut short between goes on by asking
    /// again. Repeated when the book is restricted already.
    /// </summary>
    /// <param name="reason">Kept sealed with the request.</param>
    /// <returns>The user as it is then.</returns>
    public async Task<Outcome<User>> RestrictAsync(
        UserId user, Asker asker, string reason, CancellationToken cancellation)
    {
        if (PrivacyRequests.ReasonMistake(reason) is { } mistake)
        {
            return mistake;
        }

        var found = await users.FindAsync(user, cancellation);
        if (!found.IsDone || found.Value.RestrictedAt is not null)
        {
            return found with { Repeated = found.IsDone };
        }

        var request = await requests.RecordOnceAsync(
            new NewPrivacyRequest(PrivacyRequestKind.Restriction, user, asker) { Reason = reason }, cancellation);
        if (!request.IsDone)
        {
            return request.Refusal;
        }

        var written = await WriteAsync(
            user,
            new(RestrictSql) { Parameters = { new() { Value = user.Number }, new() { Value = request.Value.Id } } },
            cancellation);
        if (!written.IsDone)
        {
            return written.Refusal;
        }

        var ended = await requests.EndAsync(request.Value.Id, PrivacyRequestState.Done, cancellation);
        return ended.IsDone ? await users.FindAsync(user, cancellation) : ended.Refusal;
    }

    /// <summary>Lets transfers through again.</summary>
    /// <param name="by">The subject of the token.</param>
    /// <returns>The user as it is then; also when nothing was restricted.</returns>
    public async Task<Outcome<User>> LiftAsync(UserId user, string by, CancellationToken cancellation)
    {
        var written = await WriteAsync(
            user,
            new(LiftSql) { Parameters = { new() { Value = user.Number }, new() { Value = by } } },
            cancellation);
        return written.IsDone ? await users.FindAsync(user, cancellation) : written.Refusal;
    }

    private Task<Outcome<object>> WriteAsync(
        UserId user, NpgsqlBatchCommand change, CancellationToken cancellation) =>
        shards.WriteAsync(
            user,
            batch =>
            {
                batch.BatchCommands.Add(Copy(change));
                batch.BatchCommands.Add(new(ReadSql) { Parameters = { new() { Value = user.Number } } });
            },
            async (reader, token) => await reader.ReadAsync(token) ? (Outcome<object>)new(new object(), null) : null,
            cancellation);

    // Each try has a batch of its own.
    private static NpgsqlBatchCommand Copy(NpgsqlBatchCommand command)
    {
        var copy = new NpgsqlBatchCommand(command.CommandText);
        foreach (NpgsqlParameter parameter in command.Parameters)
        {
            copy.Parameters.Add(parameter.Clone());
        }

        return copy;
    }
}
