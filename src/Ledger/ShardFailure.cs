using System.Net.Sockets;
using Npgsql;

namespace Domicile.Ledger;

/// <summary>
/// Tells a node or a service that does not answer now from a mistake of ours. The one place that knows the error codes.
/// </summary>
public static class ShardFailure
{
    /// <summary>
    /// True when the node is down, starting, stopping, too busy, or broke the connection: trying the same unit of work
    /// again later is the right answer. Whether it was committed is unknown; only its key can tell.
    /// </summary>
    public static bool IsUnavailable(Exception exception) => exception switch
    {
        PostgresException error => IsUnavailable(error.SqlState),
        NpgsqlException or TimeoutException or SocketException or ServiceUnavailableException => true,
        _ => false,
    };

    /// <summary>What a caller is told: nothing was written, or a retry with the same key is safe.</summary>
    /// <param name="shard">The shard's full name, such as <c>eu/s1</c>.</param>
    public static Refusal Unavailable(string shard) => new(
        RefusalCode.Unavailable,
        $"{shard} does not answer at the moment. Send the same request with the same key again in a few seconds.");

    /// <summary>The same, naming the service when it was that, and not the shard, which did not answer.</summary>
    /// <param name="shard">The shard's full name.</param>
    /// <param name="exception">One for which <see cref="IsUnavailable(Exception)"/> is true.</param>
    public static Refusal Unavailable(string shard, Exception exception) =>
        Unavailable(exception is ServiceUnavailableException service ? service.Service : shard);

    /// <summary>Says in a log what did not answer.</summary>
    /// <param name="exception">One for which <see cref="IsUnavailable(Exception)"/> is true.</param>
    public static string Reason(Exception exception) =>
        exception is ServiceUnavailableException service
            ? $"{service.Service} does not answer"
            : "a node does not answer";

    // https://www.postgresql.org/docs/current/errcodes-appendix.html
    private static bool IsUnavailable(string sqlState) =>
        sqlState is "57014"                                         // statement time-out
            or "55P03"                                              // lock not available
            or "25006"                                              // read-only: a replica, or a demoted primary
        || sqlState.StartsWith("08", StringComparison.Ordinal)      // connection
        || sqlState.StartsWith("40", StringComparison.Ordinal)      // deadlock, serialization
        || sqlState.StartsWith("53", StringComparison.Ordinal)      // out of disk, memory, connections
        || sqlState.StartsWith("57P", StringComparison.Ordinal);    // starting, stopping, crashed
}
