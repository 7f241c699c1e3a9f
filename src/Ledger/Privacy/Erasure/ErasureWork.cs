using Domicile.Ledger.Passes;
using Domicile.Ledger.Privacy.Catalogue;
using Domicile.Ledger.Privacy.Erasure.Books;
using Domicile.Ledger.Privacy.Erasure.Certificates;
using Domicile.Ledger.Privacy.Erasure.Notices;
using Domicile.Ledger.Privacy.Erasure.Orders;
using Domicile.Ledger.Privacy.Erasure.Register;
using Domicile.Ledger.Privacy.Erasure.Steps;
using Domicile.Ledger.Queue;
using Domicile.Sharding.Nodes;

namespace Domicile.Ledger.Privacy.Erasure;

/// <summary>
/// Erasures of one region: where they are asked for, and what brings them to their end. Lives as long as its ledger.
/// </summary>
public sealed class ErasureWork
{
    /// <summary>Raised among the ledger's signals by every order that goes on.</summary>
    public const string Signal = "erasures";

    private readonly RegionLedger ledger;
    private readonly ErasureParts parts;

    internal ErasureWork(RegionLedger ledger, LedgerOptions options, NodePool keysUnchecked)
    {
        this.ledger = ledger;
        var (router, time) = (ledger.Router, ledger.Time);
        var register = new ErasureRegister(router.Register, router.Region);
        Kept = CategoryDecisions.Kept(RetentionYears.Of(options.Retention));
        parts = new ErasureParts(
            new ErasureOrders(router.Register, router.Region),
            new ErasureBooks(router, ledger.Assets, time),
            new ErasureNotes(router.Register, time),
            time)
        {
            Register = register,
            Notices = new ErasureNotices(router, time),
            Application = new ErasureApplication(register),
            Keys = new KeyErasure(register, ledger.Keys, keysUnchecked),
            SignIns = options.SignIns,
            Certificates = options.Certificates is { } terms
                ? new CertificateWriter(terms, Kept, keysUnchecked, time)
                {
                    DestructionMax = options.WrappingKeys.DestructionMax,
                }
                : null,
        };
        Desk = new ErasureDesk(ledger, parts.Books, new KeyedHash(options.HashKey))
        {
            Ordered = () => ledger.Signals.Raise(Signal),
        };
    }

    public ErasureDesk Desk { get; }

    /// <summary>What an erasure of this region keeps, by which law and until when.</summary>
    public IReadOnlyList<CertifiedCategory> Kept { get; }

    /// <summary>Brings shards to where the register is.</summary>
    public ErasureApplication Application => parts.Application;

    /// <summary>Brings the key database to where the register is.</summary>
    public KeyErasure Keys => parts.Keys;

    /// <summary>How many orders go on and are not done, a hundred at most, and how old the oldest is.</summary>
    /// <exception cref="Npgsql.NpgsqlException">The register does not answer.</exception>
    public async Task<(int Count, TimeSpan Age)> UnfinishedAsync(CancellationToken cancellation)
    {
        var orders = await parts.Orders.ReadUnfinishedAsync(cancellation);
        return orders.Count == 0
            ? (0, TimeSpan.Zero)
            : (orders.Count, ledger.Time.GetUtcNow() - orders.Min(order => order.AskedAt));
    }

    /// <summary>Finishes what was ordered; to be run at once after an order, and every second or so.</summary>
    public IPass CreatePass() => CreatePass(_ => { });

    /// <summary>Tells institutions and other regions; to be run every second or so.</summary>
    /// <param name="queues">Those of the regions by their names.</param>
    public IPass CreateNoticePass(IReadOnlyDictionary<string, IMessageQueue> queues) => new NoticePass(
        ledger.Router.Region, ledger.Audit?.Institutions ?? [], parts.Notices, CreatePost(queues))
    {
        Time = ledger.Time,
    };

    internal ErasurePost CreatePost(IReadOnlyDictionary<string, IMessageQueue> queues) =>
        new(ledger.Router.Region, queues, parts.Notices);

    /// <inheritdoc cref="CreatePass()"/>
    /// <param name="recording">Called before a step is written down.</param>
    internal ErasurePass CreatePass(Action<ErasureStep> recording) =>
        new(ledger.Router.Shards, parts, new ErasureSteps(ledger, parts)) { Recording = recording };
}
