using Domicile.Cli.Chaos.Load;

namespace Domicile.Cli.Chaos.Proof;

/// <summary>
/// The outside log against the books, transfer by transfer: what callers were told must be there, on both sides, once,
/// and nothing else.
/// </summary>
/// <param name="Lost">Acknowledged, and missing in a book that must have it.</param>
/// <param name="LostByPromotion">
/// Acknowledged, and in no book at all, where a promotion may lose by design what had not left its shard yet.
/// </param>
/// <param name="Twice">Done more than once, or in a book without that anybody was told of it.</param>
/// <param name="Unfinished">Still under way.</param>
internal sealed record LogComparison(
    IReadOnlyList<string> Lost,
    IReadOnlyList<string> LostByPromotion,
    IReadOnlyList<string> Twice,
    IReadOnlyList<string> Unfinished)
{
    /// <param name="mayBeLost">
    /// True for a user's book and the moment of an answer that a promotion may have lost by design.
    /// </param>
    public static LogComparison Of(
        OutsideLog log, IReadOnlyList<BookRow> rows, Func<string, TimeSpan, bool> mayBeLost)
    {
        var books = rows.ToDictionary(row => (row.User, row.Id));
        var found = new Findings([], [], [], []);
        var acknowledged = log.Acknowledged;
        foreach (var told in acknowledged)
        {
            Judge(told, books, mayBeLost, found);
        }

        found.Twice.AddRange(rows.Where(row => row.Net != row.NetDue).Select(row =>
            $"{row.Id} in the book of {row.User}: {row.Net} instead of {row.NetDue}"));
        found.Twice.AddRange(acknowledged.Where(told => books.ContainsKey((told.Owner, told.Id)))
            .GroupBy(told => told.Key).Where(key => key.Count() > 1)
            .Select(key => $"{key.Key}: {string.Join(" and ", key.Select(told => told.Id))}"));

        // Every order was sent until it was answered. What nobody was told of is a second effect of some key, unless
        // a caller gave up.
        var known = acknowledged.Select(told => told.Id).ToHashSet();
        var unknown = rows.Where(row => !known.Contains(row.Id)).Select(row => row.Id).Distinct().ToList();
        found.Twice.AddRange(unknown.Skip(log.Open.Count).Select(id => $"{id}: nobody was told of it"));
        return new LogComparison(found.Lost, found.LostByPromotion, found.Twice, found.Unfinished);
    }

    private static void Judge(
        Acknowledgement told,
        Dictionary<(string, Guid), BookRow> books,
        Func<string, TimeSpan, bool> mayBeLost,
        Findings found)
    {
        if (!books.TryGetValue((told.Owner, told.Id), out var own))
        {
            // What another book has was not the shard's alone, and may not be lost.
            var isNowhere = !books.ContainsKey((told.To, told.Id));
            (isNowhere && mayBeLost(told.Owner, told.At) ? found.LostByPromotion : found.Lost).Add(
                $"{told.Id} of {told.Key}: not in the book of {told.Owner}"
                + (isNowhere ? "" : $", but in that of {told.To}"));
            return;
        }

        if (own.State == "in-transit")
        {
            found.Unfinished.Add($"{told.Id} of {told.Key}");
            return;
        }

        if (told.From == "external" || told.To == "external")
        {
            return;
        }

        var isReceived = books.ContainsKey((told.To, told.Id));
        if (own.State == "refunded" && isReceived)
        {
            found.Twice.Add($"{told.Id} of {told.Key}: refunded, and received by {told.To}");
        }
        else if (own.State != "refunded" && !isReceived)
        {
            found.Lost.Add($"{told.Id} of {told.Key}: not in the book of {told.To}");
        }
    }

    private sealed record Findings(
        List<string> Lost, List<string> LostByPromotion, List<string> Twice, List<string> Unfinished);
}
