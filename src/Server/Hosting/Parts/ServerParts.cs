using Domicile.Aws.Metrics;
using Domicile.Ledger;
using Domicile.Local.Servers;
using Domicile.Server.Access.Issuers;
using Domicile.Server.Events;
using Domicile.Server.Workers;
using Domicile.Sharding.Topology.Callers;

namespace Domicile.Server.Hosting.Parts;

/// <summary>
/// What the server of one site is put together from, on this machine or on AWS: what it knows, and the implementation
/// of each port. Made once, before anything is wired; nothing behind it asks for the platform again.
/// </summary>
/// <param name="Region">The region served, such as <c>eu</c>.</param>
/// <param name="Url">Where the server listens.</param>
/// <param name="Ledger">The region's nodes, keys, objects and signatures.</param>
/// <param name="Trust">Whose tokens count.</param>
internal sealed record ServerParts(string Region, string Url, LedgerOptions Ledger, TokenTrust Trust)
{
    /// <summary>The public address of each other region by its name.</summary>
    public required IReadOnlyDictionary<string, string> OtherRegions { get; init; }

    /// <summary>The queues, and the central database where this server has it. The server's to dispose of.</summary>
    public required RegionQueues Queues { get; init; }

    /// <summary>The site that the server runs in; empty when the topology names none.</summary>
    public string Site { get; init; } = "";

    /// <summary>Where the writer site's server listens; null when this server is of the writer site.</summary>
    public string? WriterUrl { get; init; }

    /// <summary>How much of each caller it takes.</summary>
    public CallerRates Rates { get; init; } = CallerRates.Default;

    /// <summary>What the server does: <c>api</c>, <c>workers</c>, or both.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [ServerFile.ApiRole, ServerFile.WorkersRole];

    /// <summary>
    /// True where the process stands still between two requests, as in Lambda: nothing runs by itself there, and what
    /// has to be looked at is looked at by the requests.
    /// </summary>
    public bool StandsStill { get; init; }

    /// <summary>
    /// True where others than this machine may call, behind a load balancer. Never where events are taken.
    /// </summary>
    public bool ListensBeyond { get; init; }

    /// <summary>How long one event is worked on, where the process stands still between them.</summary>
    public EventTerms Events { get; init; } = EventTerms.Default;

    /// <summary>Where figures are sent to; null where nobody collects them.</summary>
    public CloudWatchMetrics? Metrics { get; init; }

    /// <summary>What else lives as long as the server, such as clients of the cloud; disposed of after it.</summary>
    public IReadOnlyList<IDisposable> Owned { get; init; } = [];

    /// <summary>True when the server runs the region's passes.</summary>
    public bool Works => Roles.Contains(ServerFile.WorkersRole) && WriterUrl is null;
}
