using Domicile.Ledger;
using Domicile.Server.Books;
using Domicile.Sharding.Register;
using Microsoft.AspNetCore.Authorization;

namespace Domicile.Server.Events;

/// <summary>
/// Looks at the region's nodes where no loop does: before a request, when the last look is older than a second.
/// Requests at the same time share one look. So a process that stood still for minutes knows what happened meanwhile
/// before it answers, over connections that are not older than its sleep. Lives as long as the server.
/// </summary>
internal sealed class FreshBooks(RegionBooks books, RegionLook look, TimeProvider time) : IDisposable
{
    /// <summary>For so long a look is believed, as with the loops of a server that runs on.</summary>
    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(1);

    /// <summary>Schemas change less often.</summary>
    private static readonly TimeSpan NodesFreshFor = TimeSpan.FromSeconds(5);

    /// <summary>
    /// After so long without a request the nodes may have given up what was open: an answer to their question whether
    /// anybody is there did not come.
    /// </summary>
    private static readonly TimeSpan StandstillMin = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim gate = new(1);
    private long? lookedAt;
    private long? nodesLookedAt;

    /// <summary>True for requests that need the books.</summary>
    public static bool IsFor(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<IAuthorizeData>() is not null
        || http.Request.Path == EventEndpoint.Path;

    /// <summary>Looks, if that is needed. A node that does not answer is no failure: the request will say so.</summary>
    public async Task EnsureAsync(CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation);
        try
        {
            if (lookedAt is not null && IsOld(lookedAt, StandstillMin))
            {
                books.CloseIdle();
            }

            if (!books.AreOpen || IsOld(nodesLookedAt, NodesFreshFor))
            {
                await OpenAsync(cancellation);
                nodesLookedAt = time.GetTimestamp();
            }

            if (books.AreOpen && IsOld(lookedAt, FreshFor))
            {
                await look.AllAsync(cancellation);
                lookedAt = time.GetTimestamp();
            }
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();

    private bool IsOld(long? at, TimeSpan max) => at is not { } looked || time.GetElapsedTime(looked) >= max;

    private async Task OpenAsync(CancellationToken cancellation)
    {
        try
        {
            await books.LookAsync(cancellation);
        }
        catch (Exception e) when (ShardFailure.IsUnavailable(e) || e is RegisterException)
        {
            // Every node was looked at and says for itself what is wrong with it; the next request tries again.
            return;
        }
    }
}
