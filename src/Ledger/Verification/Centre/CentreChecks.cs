using System.Diagnostics;
using Domicile.Ledger.Central;
using Domicile.Ledger.Messages;
using Npgsql;

namespace Domicile.Ledger.Verification.Centre;

/// <summary>What must hold between the books of the shards and the centre's figures.</summary>
internal static class CentreChecks
{
    private static readonly Invariant FiguresAgree = new(
        "figures-agree", "The centre's figures of each shard are what its books come to.");

    private static readonly TimeSpan ArrivalMax = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LookPause = TimeSpan.FromMilliseconds(50);

    public static readonly IReadOnlyList<Invariant> Invariants = [FiguresAgree];

    public static bool IsOfCentre(Invariant invariant) => invariant == FiguresAgree;

    /// <summary>Of all primaries, one after the other; nothing when the centre is not among the nodes.</summary>
    public static async Task<IReadOnlyList<InvariantResult>> RunAsync(
        IReadOnlyList<VerifiedNode> nodes, CancellationToken cancellation)
    {
        if (nodes.FirstOrDefault(node => node.Role == VerifiedRole.Central) is not { } centre)
        {
            return [];
        }

        await using var central = centre.Owner.Open("domicile verify", 1);
        var results = new List<InvariantResult>();
        foreach (var node in nodes.Where(node => node.Role == VerifiedRole.Primary))
        {
            var findings = new Findings(FiguresAgree, node.Name);
            try
            {
                await CompareAsync(node, new CentralShard(central, node.Name), findings, cancellation);
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException)
            {
                findings.Add("no row", $"could not be checked: {e.Message}");
            }

            results.Add(findings.ToResult());
        }

        return results;
    }

    private static async Task CompareAsync(
        VerifiedNode node, CentralShard centre, Findings findings, CancellationToken cancellation)
    {
        await using var shard = node.Owner.Open("domicile verify", 1);

        // No batch is cut until this is over, so that both sides speak of the same; writers go on.
        await using var pause = await BooksFigures.PauseAsync(shard, TimeProvider.System, cancellation);
        var books = await pause.ReadAsync(cancellation);
        var (batch, users, lines) = await ReadAsync(centre, books.Epoch, cancellation);

        // What is on its way is given the time to arrive: of an older epoch, too.
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < ArrivalMax && !IsArrived();)
        {
            await Task.Delay(LookPause, cancellation);
            (batch, users, lines) = await ReadAsync(centre, books.Epoch, cancellation);
        }

        findings.Add(
            "the stream",
            batch == books.Batch ? null : $"the centre has batches up to {batch}, the shard has cut {books.Batch}");
        findings.Add("users", users == books.Users ? null : $"the centre has {users}, the books have {books.Users}");
        Compare(books.Lines, lines, findings);

        bool IsArrived() => batch == books.Batch && users == books.Users && lines.SequenceEqual(books.Lines);
    }

    private static async Task<(long Batch, long Users, IReadOnlyList<FiguresLine> Lines)> ReadAsync(
        CentralShard centre, int epoch, CancellationToken cancellation)
    {
        var (batch, users) = await centre.ReadStreamAsync(epoch, cancellation);
        return (batch, users, await centre.ReadLinesAsync(cancellation));
    }

    private static void Compare(
        IReadOnlyList<FiguresLine> books, IReadOnlyList<FiguresLine> centre, Findings findings)
    {
        var there = centre.ToDictionary(Place);
        foreach (var line in books)
        {
            there.Remove(Place(line), out var other);
            findings.Add($"{Place(line)}", line == other ? null : $"the books come to {line}, the centre has {other}");
        }

        foreach (var (place, line) in there)
        {
            findings.Add($"{place}", $"the books have nothing, the centre has {line}");
        }
    }

    private static (string Peer, string Asset, DateOnly Day) Place(FiguresLine line) =>
        (line.Peer, line.Asset, line.Day);
}
