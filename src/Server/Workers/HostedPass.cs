using Domicile.Ledger.Outbox;
using Domicile.Ledger.Passes;

namespace Domicile.Server.Workers;

/// <summary>A pass and how it is hosted.</summary>
/// <param name="Pass">One run at a time.</param>
/// <param name="On">What it works on, such as <c>eu/s1</c>, for the log.</param>
/// <param name="Wake">Ends the pause between two runs early; null for none.</param>
/// <param name="Pause">
/// Between a run that found nothing more and the next one; zero for a pass that waits by itself.
/// </param>
internal sealed record HostedPass(IPass Pass, string On, ShardSignal? Wake, TimeSpan Pause)
{
    /// <summary>Whose turn it is among the servers of the region; null for a pass that all of them run.</summary>
    public PassTurns? Turns { get; init; }

    /// <summary>True for a pass that makes packages of documents or sends them.</summary>
    public bool BringsDocuments { get; init; }

    /// <summary>The pass and what it works on.</summary>
    public string FullName => $"{Pass.Name} of {On}";
}
