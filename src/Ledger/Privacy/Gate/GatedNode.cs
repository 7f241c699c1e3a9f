namespace Domicile.Ledger.Privacy.Gate;

/// <summary>What a gate knows of one node. For many callers at once.</summary>
internal sealed class GatedNode(TimeProvider time, TimeSpan grace)
{
    private readonly Lock guard = new();
    private long seenMax;
    private long seenAt;
    private long? behindSince;

    /// <summary>Why the node is not served; null when it is.</summary>
    public string? Problem { get; private set; }

    /// <summary>Notes how a node was found, and says why it is not served; null when it is.</summary>
    /// <param name="name">Such as <c>eu/s1</c>.</param>
    /// <param name="askedAt">A timestamp taken before node and register were asked.</param>
    /// <param name="registered">Erasures in the register, read before the node was asked, or later when ahead.</param>
    /// <param name="applied">Those that the node has applied; null when it cannot say.</param>
    public string? Note(string name, long askedAt, long registered, long? applied)
    {
        lock (guard)
        {
            // An answer from before the newest one that is known tells nothing of going back.
            var isBack = applied < seenMax && askedAt >= seenAt;
            if (applied > seenMax)
            {
                (seenMax, seenAt) = (applied.Value, time.GetTimestamp());
            }

            behindSince = applied >= registered ? null : behindSince ?? time.GetTimestamp();
            return Problem = applied switch
            {
                null => $"{name} does not say which erasures it has applied: it is being restored, or not set up.",
                { } number when number > registered => Ahead(name, registered, number),
                { } number when number < registered
                    && (isBack || time.GetElapsedTime(behindSince!.Value) >= grace) => Behind(name, registered, number),
                _ => null,
            };
        }
    }

    /// <summary>What a node that is behind is refused with.</summary>
    public static string Behind(string name, long registered, long applied) =>
        $"{name} has applied {applied} of {registered} erasures, as after a restore, and is not served before it has "
        + "applied them all. A server with the role workers does that by itself.";

    private static string Ahead(string name, long registered, long applied) =>
        $"{name} has applied {applied} erasures, and the register knows {registered}: the register was restored from "
        + "its past. An operator must restore what it lost, see docs/guides/restore.md.";
}
