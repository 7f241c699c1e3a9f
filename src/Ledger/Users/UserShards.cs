using Domicile.Sharding.Fencing;
using Domicile.Sharding.Nodes;
using Domicile.Sharding.Replicas;
using Domicile.Sharding.Routing;
using Domicile.Sharding.Sql;
using Domicile.Sharding.Users;
using Npgsql;

namespace Domicile.Ledger.Users;

/// <summary>
/// Reads and writes the book of one user on the shard that has it, and turns everything that can keep a caller from it
/// into a refusal: another region's user, no such user, a shard that is down or being moved. Lives as long as its
/// router; safe for many callers at once.
/// </summary>
internal sealed class UserShards(ShardRouter router, TimeProvider time, ReplicaReader? replicas = null)
{
    private static readonly string HoldsVersionSql = SqlFile.Read<UserShards>("HoldsVersion.sql");

    private readonly FencedWriter writer = new(router, time);

    /// <summary>Null when the user is of this region.</summary>
    public Refusal? RegionMistake(UserId user) => user.Region == router.Region
        ? null
        : new(RefusalCode.OtherRegion, $"{user} belongs to region {user.Region}, this is {router.Region}.");

    public static Refusal Unknown(UserId user) =>
        new(RefusalCode.UserUnknown, $"There is no user {user}; POST /v1/users makes one.");

    public static Refusal Erased(UserId user) => new(
        RefusalCode.UserErased, $"The personal data of {user} was erased; GET /v1/users/{user}/erasure says when.");

    /// <summary>Runs commands in one commit behind the fence.</summary>
    /// <param name="user">Whose book it is.</param>
    /// <param name="compose">Adds the commands to an empty batch; called again for every try.</param>
    /// <param name="read">Reads their results from the first one on; null when the shard has no such book.</param>
    /// <param name="cancellation">Cancelled while the commit is under way, the write may be there or not.</param>
    public async Task<Outcome<T>> WriteAsync<T>(
        UserId user,
        Action<NpgsqlBatch> compose,
        Func<NpgsqlDataReader, CancellationToken, Task<Outcome<T>?>> read,
        CancellationToken cancellation)
        where T : class
    {
        if (RegionMistake(user) is { } mistake)
        {
            return mistake;
        }

        try
        {
            var result = await writer.WriteAsync(user.Number, compose, read, cancellation);
            return result.Outcome switch
            {
                FencedOutcome.Written => result.Value ?? Unknown(user),
                FencedOutcome.UnknownUser => Unknown(user),
                _ => ShardFailure.Unavailable(NodeOf(user)),
            };
        }
        catch (Exception e) when (ShardFailure.IsUnavailable(e))
        {
            return ShardFailure.Unavailable(NodeOf(user), e);
        }
    }

    /// <summary>Runs a query on the primary, for a caller who does not say what it has seen.</summary>
    public Task<Outcome<T>> ReadAsync<T>(
        UserId user,
        string sql,
        Func<NpgsqlDataReader, CancellationToken, Task<T>> read,
        CancellationToken cancellation)
        where T : class => ReadAsync(new BookQuery(user, sql), read, cancellation);

    /// <summary>Runs a query; never shows a book older than the caller has seen it.</summary>
    /// <param name="query">What to ask, and where it may be asked.</param>
    /// <param name="read">Reads the rows; the reader stands on the first one.</param>
    /// <param name="cancellation">Stops the read.</param>
    public async Task<Outcome<T>> ReadAsync<T>(
        BookQuery query, Func<NpgsqlDataReader, CancellationToken, Task<T>> read, CancellationToken cancellation)
        where T : class
    {
        var user = query.User;
        if (RegionMistake(user) is { } mistake)
        {
            return mistake;
        }

        try
        {
            for (var attempt = 1; await router.RouteAsync(user.Number, cancellation) is { } route; attempt++)
            {
                if (await TryReplicaAsync(query, route, read, cancellation) is { } old)
                {
                    return old.Value;
                }

                if (await TryPrimaryAsync(query, route, read, cancellation) is { } outcome)
                {
                    return outcome;
                }

                if (attempt == 2)
                {
                    return ShardFailure.Unavailable(route.Shard.FullName);
                }

                await router.ReloadAsync(cancellation);
            }

            return Unknown(user);
        }
        catch (Exception e) when (ShardFailure.IsUnavailable(e))
        {
            return ShardFailure.Unavailable(NodeOf(user), e);
        }
    }

    /// <summary>Null when the primary has to be asked: also for a book that a replica does not have yet.</summary>
    private async Task<VersionedRead<T>?> TryReplicaAsync<T>(
        BookQuery query,
        ShardRoute route,
        Func<NpgsqlDataReader, CancellationToken, Task<T>> read,
        CancellationToken cancellation) =>
        query is { MayBeOld: true, Trail: { } trail } && replicas is not null
            ? await replicas.TryReadAsync(
                route.Shard,
                query.User.Number,
                trail,
                async (replica, token) =>
                {
                    await using var command = Command(replica, query, route);
                    await using var reader = await command.ExecuteReaderAsync(token);
                    return await reader.ReadAsync(token) && !await reader.IsDBNullAsync(0, token)
                        ? new VersionedRead<T>(reader.GetInt64(0), await read(reader, token))
                        : default(VersionedRead<T>?);
                },
                cancellation)
            : null;

    /// <summary>Null when this shard does not own the user's range, or is of a later epoch than the map.</summary>
    private async Task<Outcome<T>?> TryPrimaryAsync<T>(
        BookQuery query,
        ShardRoute route,
        Func<NpgsqlDataReader, CancellationToken, Task<T>> read,
        CancellationToken cancellation)
        where T : class
    {
        var epoch = route.Shard.Epoch;
        var needed = query.Trail?.Position.Of(query.User.Number);
        var isOfOtherEpoch = needed is { } other && other.Shard == route.Shard.Name && other.Epoch != epoch;
        if (isOfOtherEpoch && needed!.Value.Epoch > epoch)
        {
            return null;
        }

        if (isOfOtherEpoch && !await HoldsAsync(route.Shard, needed!.Value, cancellation))
        {
            return Lost(query.User);
        }

        await using var command = Command(route.Shard.Primary, query, route);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation))
        {
            return null;
        }

        if (route.Shard.Epoch != epoch)
        {
            // Which of the two primaries has answered is not known.
            return null;
        }

        if (await reader.IsDBNullAsync(0, cancellation))
        {
            return needed is null ? Unknown(query.User) : Lost(query.User);
        }

        var user = new SeenVersion(route.Shard.Name, epoch, query.User.Number, 0);
        if (query.Trail is { } trail && !TryNote(trail, needed, reader, user))
        {
            return Lost(query.User);
        }

        return await read(reader, cancellation);
    }

    /// <summary>False when the primary shows less than the caller has seen.</summary>
    private static bool TryNote(ReadTrail trail, SeenVersion? needed, NpgsqlDataReader row, SeenVersion user)
    {
        var seen = user with { Version = row.GetInt64(0) };
        if (seen.Version < needed?.Version)
        {
            return false;
        }

        trail.Note(ServingNode.Primary, TimeSpan.Zero, seen);
        return true;
    }

    private static async Task<bool> HoldsAsync(Shard shard, SeenVersion seen, CancellationToken cancellation)
    {
        await using var command = shard.Primary.CreateCommand(HoldsVersionSql);
        command.Parameters.AddWithValue(seen.UserNumber);
        command.Parameters.AddWithValue(seen.Version);
        command.Parameters.AddWithValue(seen.Epoch);
        return await command.ExecuteScalarAsync(cancellation) is true;
    }

    private static NpgsqlCommand Command(NodePool node, BookQuery query, ShardRoute route)
    {
        var command = node.CreateCommand(query.Sql);
        command.Parameters.AddWithValue(query.User.Number);
        command.Parameters.AddWithValue(route.RangeId);
        query.More(command.Parameters);
        return command;
    }

    private static Refusal Lost(UserId user) => new(
        RefusalCode.PositionLost,
        $"What the position says of {user} was lost when a replica became the primary. Send the request again without "
        + "the position, and look what the book has.",
        "Domicile-Position");

    // Without a route it was the register that did not answer.
    private string NodeOf(UserId user) =>
        router.TryRoute(user.Number, out var route) ? route.Shard.FullName : $"{router.Region}/register";
}
