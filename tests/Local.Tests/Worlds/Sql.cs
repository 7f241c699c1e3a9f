using Domicile.Sharding.Topology;

namespace Domicile.Local.Tests.Worlds;

/// <summary>One statement on a connection of its own.</summary>
internal static class Sql
{
    public static async Task<object?> RunAsync(NodeAddress address, string sql)
    {
        await using var source = address.Open("test", 1);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>
    /// Asks again until the answer is the one wanted; a limit of 20 s keeps a broken test from hanging.
    /// </summary>
    public static async Task WaitForAsync(NodeAddress address, string sql, object wanted)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!Equals(await RunAsync(address, sql), wanted))
        {
            limit.Token.ThrowIfCancellationRequested();
        }
    }
}
