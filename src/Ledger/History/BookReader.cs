using Domicile.Sharding.Routing;
using Domicile.Sharding.Users;
using Npgsql;

namespace Domicile.Ledger.History;

/// <summary>
/// Reads rows of one user's book and, in the same round trip, makes sure that the book is on the shard that was asked.
/// Lives as long as the ledger.
/// </summary>
internal sealed class BookReader(ShardRouter router)
{
    private static readonly string CheckBook = Sql.Read("History/CheckBook.sql");

    /// <summary>Runs a query whose first parameter is the user's number, and maps its rows.</summary>
    /// <param name="parameters">The parameters after the user's number.</param>
    /// <returns>The rows, or a refusal: another region's user, an unknown one, or a shard that does not answer.</returns>
    public async Task<Outcome<IReadOnlyList<T>>> ReadAsync<T>(
        UserId user,
        string query,
        NpgsqlParameter[] parameters,
        Func<NpgsqlDataReader, T> map,
        CancellationToken cancellation)
    {
        if (user.Region != router.Region)
        {
            return new Refusal(
                RefusalCode.OtherRegion, $"{user} belongs to region {user.Region}, this is {router.Region}.");
        }

        try
        {
            return await ReadRoutedAsync(user, query, parameters, map, cancellation);
        }
        catch (Exception e) when (ShardFailure.IsUnavailable(e))
        {
            return ShardFailure.Unavailable(router.Region);
        }
    }

    private async Task<Outcome<IReadOnlyList<T>>> ReadRoutedAsync<T>(
        UserId user,
        string query,
        NpgsqlParameter[] parameters,
        Func<NpgsqlDataReader, T> map,
        CancellationToken cancellation)
    {
        for (var reloaded = false; ; reloaded = true)
        {
            if (router.TryRoute(user.Number, out var route))
            {
                var read = await ReadAsync(route, user.Number, query, parameters, map, cancellation);
                if (read.IsHere)
                {
                    return read.HasBook ? new(read.Rows, null) : Unknown(user);
                }
            }

            if (reloaded)
            {
                return Unknown(user);
            }

            // The range has moved, or is newer than our map.
            await router.ReloadAsync(cancellation);
        }
    }

    private static Refusal Unknown(UserId user) => new(RefusalCode.UserUnknown, $"There is no user {user}.");

    private static async Task<(IReadOnlyList<T> Rows, bool IsHere, bool HasBook)> ReadAsync<T>(
        ShardRoute route,
        long userNumber,
        string query,
        NpgsqlParameter[] parameters,
        Func<NpgsqlDataReader, T> map,
        CancellationToken cancellation)
    {
        await using var batch = route.Shard.Primary.CreateBatch();
        var rows = new NpgsqlBatchCommand(query) { Parameters = { new NpgsqlParameter<long> { TypedValue = userNumber } } };
        rows.Parameters.AddRange([.. parameters.Select(parameter => (object)parameter.Clone())]);
        batch.BatchCommands.Add(rows);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(CheckBook)
        {
            Parameters =
            {
                new NpgsqlParameter<long> { TypedValue = userNumber },
                new NpgsqlParameter<int> { TypedValue = route.RangeId },
            },
        });

        var found = new List<T>();
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            found.Add(map(reader));
        }

        await reader.NextResultAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return (found, reader.GetBoolean(0), reader.GetBoolean(1));
    }
}
