using Domicile.Sharding.Sql;
using Npgsql;

namespace Domicile.Ledger.Verification.Nodes;

/// <summary>What must hold of the servers themselves, whatever they keep.</summary>
internal static class NodeChecks
{
    /// <summary>Told of every node, and of one again whose database cannot be entered.</summary>
    public static readonly Invariant Answers = new("nodes-answer", "Every node answers.");

    private static readonly Invariant Primaries =
        new("primary-identity", "Each primary is a cluster of its own, and no replica.");

    private static readonly Invariant Replicas = new("replica-identity", "Each replica is a copy of its primary.");

    private static readonly Invariant Folders = new("own-folder", "Each node has a data folder of its own.");

    private static readonly Invariant Streaming = new("replica-streaming", "Each replica follows its primary.");

    public static readonly IReadOnlyList<Invariant> Invariants = [Answers, Primaries, Replicas, Folders, Streaming];

    private static readonly string ReadSql = SqlFile.Read(typeof(NodeChecks), "ReadNode.sql");

    public static async Task<IReadOnlyList<InvariantResult>> RunAsync(
        IReadOnlyList<VerifiedNode> nodes, CancellationToken cancellation)
    {
        var answers = await Task.WhenAll(nodes.Select(node => AskAsync(node, cancellation)));
        var facts = answers.Where(answer => answer.Facts is not null).Select(answer => answer.Facts!).ToList();
        return
        [
            .. answers.Select(answer => answer.Result),
            .. facts.SelectMany(node => Look(node, facts)),
        ];
    }

    /// <summary>True for what a world without replicas need not prove.</summary>
    public static bool IsOfReplicas(Invariant invariant) => invariant == Replicas || invariant == Streaming;

    /// <summary>True for what a server is asked about itself.</summary>
    public static bool IsOfServers(Invariant invariant) => invariant != Answers && Invariants.Contains(invariant);

    /// <summary>The result of a node that could not be entered, or was.</summary>
    public static InvariantResult Answer(string node, string? mistake) => Result(Answers, node, "the node", mistake);

    private static async Task<(NodeFacts? Facts, InvariantResult Result)> AskAsync(
        VerifiedNode node, CancellationToken cancellation)
    {
        try
        {
            await using var connection = new NpgsqlConnection(
                (node.Admin ?? node.Owner).PatientConnectionString("domicile verify"));
            await connection.OpenAsync(cancellation);
            if (node.Admin is null)
            {
                return (null, Answer(node.Name, null));
            }

            await using var command = new NpgsqlCommand(ReadSql, connection);
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            await reader.ReadAsync(cancellation);
            var facts = new NodeFacts(
                node,
                reader.GetInt64(0),
                reader.GetBoolean(1),
                reader.GetString(2),
                await reader.IsDBNullAsync(3, cancellation) ? null : reader.GetString(3),
                await reader.IsDBNullAsync(4, cancellation) ? null : reader.GetInt32(4));
            return (facts, Answer(node.Name, null));
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            return (null, Answer(node.Name, e.Message));
        }
    }

    internal static IEnumerable<InvariantResult> Look(NodeFacts facts, IReadOnlyList<NodeFacts> all)
    {
        var name = facts.Node.Name;
        var identifier = $"system identifier {facts.SystemIdentifier}";
        yield return Result(
            Folders, name, $"postmaster {facts.Postmaster}", SharedWith(all.Where(
                other => other != facts && other.Postmaster == facts.Postmaster)));
        if (facts.Node.Role != VerifiedRole.Replica)
        {
            yield return Result(Primaries, name, identifier, facts.IsInRecovery
                ? "is in recovery, so it follows another node"
                : SharedWith(all.Where(other => other != facts
                    && other.Node.Role != VerifiedRole.Replica && other.SystemIdentifier == facts.SystemIdentifier)));
            yield break;
        }

        // Without its primary's answer nothing can be said, and the silence of that one is told already.
        if (all.FirstOrDefault(other => other.Node.Name == facts.Node.Primary) is { } primary)
        {
            yield return Result(Replicas, name, identifier, primary.SystemIdentifier == facts.SystemIdentifier
                ? null
                : $"{primary.Node.Name} has {primary.SystemIdentifier}");
            yield return Result(Streaming, name, "its receiver", StreamMistake(facts, primary));
        }
    }

    private static string? StreamMistake(NodeFacts facts, NodeFacts primary) => facts switch
    {
        { IsInRecovery: false } => "is not in recovery, so it is no replica",
        { ReceiverStatus: null } => $"receives nothing from {primary.Node.Name}",
        { ReceiverStatus: not "streaming" } => $"is {facts.ReceiverStatus}, not streaming",
        _ when facts.SenderPort != primary.Node.Admin!.Port =>
            $"receives from port {facts.SenderPort}; {primary.Node.Name} is on {primary.Node.Admin!.Port}",
        _ => null,
    };

    private static string? SharedWith(IEnumerable<NodeFacts> others)
    {
        var names = string.Join(", ", others.Select(other => other.Node.Name));
        return names.Length == 0 ? null : $"is that of {names} as well";
    }

    private static InvariantResult Result(Invariant invariant, string node, string row, string? mistake)
    {
        var findings = new Findings(invariant, node);
        findings.Add(row, mistake);
        return findings.ToResult();
    }
}
