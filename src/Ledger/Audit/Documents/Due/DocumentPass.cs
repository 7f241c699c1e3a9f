using Domicile.Ledger.Audit.Drawing;
using Domicile.Ledger.Passes;
using Domicile.Sharding.Routing;

namespace Domicile.Ledger.Audit.Documents.Due;

/// <summary>
/// Draws the documents that are due on one shard, a batch a run, in the order of users and round again, so that rows
/// which a long snapshot keeps from going are not read over and over. One run at a time; any number of hosts may run
/// it.
/// </summary>
public sealed class DocumentPass : IPass
{
    private static readonly (long User, Guid TransferId) Beginning = (-1, Guid.Empty);

    private readonly Shard shard;
    private readonly DueBatch batch;
    private (long User, Guid TransferId) place = Beginning;

    internal DocumentPass(Shard shard, DueBatch batch) => (this.shard, this.batch) = (shard, batch);

    public string Name => "documents";

    public async ValueTask<PassResult> RunAsync(CancellationToken cancellation)
    {
        try
        {
            var wasBegun = place != Beginning;
            var progress = await batch.RunAsync((shard, shard.PrimaryForWork), place, long.MaxValue, cancellation);
            place = progress.SeenCount == DueBatch.SizeMax ? progress.Last!.Value : Beginning;

            // At the end of a round there may be more at its beginning.
            return new PassResult(progress.KeptCount, progress.KeptCount > 0 || (wasBegun && progress.SeenCount == 0))
            {
                HeldBackBy = progress.Delay,
            };
        }
        catch (DrawingUnavailableException e)
        {
            return new PassResult(0, MoreWaiting: false) { HeldBackBy = e.Message };
        }
    }
}
