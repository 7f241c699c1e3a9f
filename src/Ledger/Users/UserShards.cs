using Domicile.Sharding.Fencing;
using Domicile.Sharding.Routing;
using Domicile.Sharding.Users;
using Npgsql;

namespace Domicile.Ledger.Users;

/// <summary>
/// Reads and writes the book of one user on the shard that has it, and turns everything that can keep a caller from it
/// into a refusal: another region's user, no such user, a shard that is down or being moved. Lives as long as its
/// router; safe for many callers at once.
/// </summary>
internal sealed class UserShards(ShardRouter router, TimeProvider time)
{
    private readonly FencedWriter writer = new(router, time);

    /// <summary>Null when the user is of this region.</summary>
    public Refusal? RegionMistake(UserId user) => user.Region == router.Region
        ? null
        : new(RefusalCode.OtherRegion, $"{user} belongs to region {user.Region}, this is {router.Region}.");

    public static Refusal Unknown(UserId user) =>
        new(RefusalCode.UserUnknown, $"There is no user {user}; POST /v1/users makes one.");

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
            return ShardFailure.Unavailable(NodeOf(user));
        }
    }

    /// <summary>Runs a query as the other overload does, of two parameters only.</summary>
    public Task<Outcome<T>> ReadAsync<T>(
        UserId user,
        string sql,
        Func<NpgsqlDataReader, CancellationToken, Task<T>> read,
        CancellationToken cancellation)
        where T : class => ReadAsync(user, sql, _ => { }, read, cancellation);

    /// <summary>
    /// Runs a query of which $1 is the user's number and $2 the range's id. It gives no row when the shard does not own
    /// the range; its first column is null when the shard has no such book.
    /// </summary>
    /// <param name="user">Whose book it is.</param>
    /// <param name="sql">The query; both are asked in its own snapshot.</param>
    /// <param name="more">What its parameters from $3 on are.</param>
    /// <param name="read">Reads the rows; the reader stands on the first one.</param>
    /// <param name="cancellation">Stops the read.</param>
    public async Task<Outcome<T>> ReadAsync<T>(
        UserId user,
        string sql,
        Action<NpgsqlParameterCollection> more,
        Func<NpgsqlDataReader, CancellationToken, Task<T>> read,
        CancellationToken cancellation)
        where T : class
    {
        if (RegionMistake(user) is { } mistake)
        {
            return mistake;
        }

        try
        {
            for (var attempt = 1; await router.RouteAsync(user.Number, cancellation) is { } route; attempt++)
            {
                await using var command = route.Shard.Primary.CreateCommand(sql);
                command.Parameters.AddWithValue(user.Number);
                command.Parameters.AddWithValue(route.RangeId);
                more(command.Parameters);
                await using var reader = await command.ExecuteReaderAsync(cancellation);
                if (await reader.ReadAsync(cancellation))
                {
                    return await reader.IsDBNullAsync(0, cancellation)
                        ? Unknown(user)
                        : await read(reader, cancellation);
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
            return ShardFailure.Unavailable(NodeOf(user));
        }
    }

    // Without a route it was the register that did not answer.
    private string NodeOf(UserId user) =>
        router.TryRoute(user.Number, out var route) ? route.Shard.FullName : $"{router.Region}/register";
}
