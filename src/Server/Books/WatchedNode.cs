using Domicile.Sharding.Migrations;
using Domicile.Sharding.Nodes;
using Domicile.Sharding.Topology;
using Npgsql;

namespace Domicile.Server.Books;

/// <summary>
/// One database of the region that this server looks at now and then: whether it answers, and whether it has the schema
/// that this program knows. Has one connection of its own, so that it does not wait behind the work.
/// </summary>
/// <param name="node">Its name in messages, such as <c>eu/s1</c>.</param>
/// <param name="where">Where it is now: a shard's primary changes its place with a promotion.</param>
/// <param name="sets">The schema that it should have.</param>
/// <param name="behind">Why it is not served, by the erasure register; null when it is, or for a node without.</param>
internal sealed class WatchedNode(
    string node, Func<NodeAddress> where, IReadOnlyList<MigrationSet> sets, Func<string, string?>? behind = null)
    : IAsyncDisposable
{
    private const string Application = "domicile-server health";
    private const int ConnectionsMax = 2;

    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(2);

    private NodeAddress address = where();
    private NodePool database = where().Open(Application, ConnectionsMax);
    private NodeState state = new(node, NodeCondition.NotSeen, $"{node} was not reached yet.");

    /// <summary>As it was last seen; that it is behind the erasure register is seen at once.</summary>
    public NodeState State => Judge(Volatile.Read(ref state));

    /// <summary>Looks at it now; takes two seconds at most.</summary>
    public async Task<NodeState> LookAsync(CancellationToken cancellation)
    {
        await FollowAsync(cancellation);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(AnswerTimeout);
        NodeState seen;
        try
        {
            var verdict = await SchemaCheck.CheckAsync(node, database, sets, timeout.Token);
            seen = new(node, verdict.IsKnown ? NodeCondition.Answers : NodeCondition.SchemaUnknown, verdict.Problem);
        }
        catch (Exception e) when (IsSilence(e) && !cancellation.IsCancellationRequested)
        {
            seen = new(node, WhenSilent(state.Condition), $"{node} ({address.Host}:{address.Port}) does not answer.");
        }

        Volatile.Write(ref state, seen);
        return Judge(seen);
    }

    /// <summary>Closes its connection, unless it is being used.</summary>
    public void CloseIdle() => database.Clear();

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private NodeState Judge(NodeState seen) =>
        seen.Condition == NodeCondition.Answers && behind?.Invoke(node) is { } problem
            ? new(node, NodeCondition.Behind, problem)
            : seen;

    private async Task FollowAsync(CancellationToken cancellation)
    {
        if (where() is var now && now != address)
        {
            await database.DisposeAsync();
            (address, database) = (now, now.Open(Application, ConnectionsMax));
        }

        await database.FollowLoginAsync(cancellation);
    }

    private static bool IsSilence(Exception exception) =>
        exception is NpgsqlException or OperationCanceledException or TimeoutException;

    private static NodeCondition WhenSilent(NodeCondition before) =>
        before is NodeCondition.Answers or NodeCondition.Silent ? NodeCondition.Silent : NodeCondition.NotSeen;
}
