namespace Domicile.Local.Status;

/// <summary>One row of the world's status: a node, or a site's server.</summary>
/// <param name="Role"><c>central</c>, <c>register</c>, <c>primary</c>, <c>replica</c> or <c>server</c>.</param>
/// <param name="ProcessId">Null when it does not run.</param>
/// <param name="SizeBytes">Of all its databases; null for a server, and for a node that does not answer.</param>
/// <param name="LagBytes">
/// What a replica has not replayed of its primary's log; null when one of them does not answer.
/// </param>
/// <param name="LagSeconds">
/// Age of the last transaction that a lagging replica replayed; 0 when it has replayed everything.
/// </param>
public sealed record NodeStatus(
    string Node,
    string Role,
    int Port,
    int? ProcessId,
    NodeState State,
    long? SizeBytes,
    long? LagBytes,
    double? LagSeconds)
{
    /// <summary>The site that it stands in; null or empty where the topology names none.</summary>
    public string? Site { get; init; }
}
