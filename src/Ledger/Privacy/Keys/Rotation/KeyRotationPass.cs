using Domicile.Ledger.Passes;
using Domicile.Sharding.Nodes;
using Domicile.Sharding.Topology;
using Npgsql;

namespace Domicile.Ledger.Privacy.Keys.Rotation;

/// <summary>
/// Rotates a region's wrapping key when its days are over, and finishes a rotation that was cut short, as the role of
/// passes: the certificates of erasures count on it. Goes on in the next run when the time of one is up.
/// </summary>
/// <param name="keys">The key database, as that role.</param>
/// <param name="wrapping">May make and destroy generations here.</param>
/// <param name="region">Such as <c>eu</c>.</param>
/// <param name="rotationDays">After so many days a generation is replaced at the latest.</param>
public sealed class KeyRotationPass(NodeAddress keys, IWrappingKeys wrapping, string region, int rotationDays)
    : IPass, IAsyncDisposable
{
    /// <summary>Its host may look only once in a while, and the days are a promise.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromHours(1);

    // A session of its own, whose locks end with it, and counts that take longer than a server's statements may.
    private readonly NodePool database = NodePool.Open(
        new NpgsqlConnectionStringBuilder(keys.ConnectionString("domicile rotate", pooled: false))
        {
            Options = "-c statement_timeout=60s",
            CommandTimeout = 60,
        },
        keys.Logins);

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How long one run takes at most; it stops between two batches, or gives one up.</summary>
    public TimeSpan RunMax { get; init; } = TimeSpan.FromSeconds(30);

    public string Name => "key-rotation";

    public async ValueTask<PassResult> RunAsync(CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(RunMax, Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            await using var connection = await database.OpenConnectionAsync(both.Token);
            var madeBy = Time.GetUtcNow().AddDays(-rotationDays) + Ahead;
            var report = await new KeyRotation(connection, wrapping, region).RunIfDueAsync(madeBy, both.Token);
            return new PassResult(report is null ? 0 : 1, false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // What is wrapped anew stays so: the next run goes on there.
            return new PassResult(0, true);
        }
        catch (RotationException e)
        {
            return new PassResult(0, false) { HeldBackBy = e.Message };
        }
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();
}
