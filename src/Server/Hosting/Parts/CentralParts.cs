using Domicile.Ledger.Central;
using Domicile.Ledger.Queue;
using Domicile.Server.Events;
using Domicile.Sharding.Nodes;

namespace Domicile.Server.Hosting.Parts;

/// <summary>What the function that feeds the central database is put together from.</summary>
/// <param name="Url">Where it listens; this machine only.</param>
/// <param name="Site">The AWS Region that it runs in.</param>
/// <param name="Queue">The central queue.</param>
/// <param name="Database">The central database, as the role of its work. The server's to dispose of.</param>
internal sealed record CentralParts(string Url, string Site, IMessageQueue Queue, NodePool Database)
{
    /// <summary>Tells regions what the centre has of their figures.</summary>
    public required FiguresReceipts Receipts { get; init; }

    /// <summary>How long one event is worked on.</summary>
    public EventTerms Events { get; init; } = EventTerms.Default;

    /// <summary>What else lives as long as the server; disposed of after it.</summary>
    public IReadOnlyList<IDisposable> Owned { get; init; } = [];
}
