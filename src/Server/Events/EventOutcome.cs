namespace Domicile.Server.Events;

/// <summary>What came of one event; answered to the runtime, which looks at the status alone.</summary>
/// <param name="Done">Pieces of work, or messages, that are done for good.</param>
/// <param name="Left">Messages that have to come again.</param>
/// <param name="Failed">Passes that met a node that does not answer, or a mistake of ours.</param>
internal sealed record EventOutcome(int Done, int Left, IReadOnlyList<string> Failed)
{
    /// <summary>True when the runtime may delete all messages of the event.</summary>
    public bool IsWhole => Left == 0;
}
