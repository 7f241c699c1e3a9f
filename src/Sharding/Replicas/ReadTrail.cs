namespace Domicile.Sharding.Replicas;

/// <summary>
/// One request of a caller: what the caller has seen before, and what it sees now. Lives as long as the request; for
/// one read at a time.
/// </summary>
public sealed class ReadTrail(Position before)
{
    /// <summary>What the caller has seen, with what this request has shown to it so far.</summary>
    public Position Position { get; private set; } = before;

    /// <summary>Null before anything was shown; a replica as soon as one served a part.</summary>
    public ServingNode? Node { get; private set; }

    /// <summary>How old the oldest part may be at most.</summary>
    public TimeSpan Age { get; private set; }

    /// <summary>Notes that the caller is shown this.</summary>
    public void Note(ServingNode node, TimeSpan age, SeenVersion seen)
    {
        Position = Position.With(seen);
        Node = Node == ServingNode.Replica ? ServingNode.Replica : node;
        Age = age > Age ? age : Age;
    }
}
