namespace Domicile.Ledger.Reconciliation.Lists;

/// <summary>
/// Compares lists of several regions with each other, by the same rules as a reconciliation that can enter all of them,
/// and books nothing. Needs no connection to anything.
/// </summary>
public sealed class ListComparison
{
    /// <summary>Clocks of nodes may differ a little, and a snapshot is a little older than its first answer.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(1);

    private readonly Dictionary<(string Region, string With), ListHead> heads = [];
    private readonly Dictionary<Guid, DateTimeOffset> changedAt = [];
    private readonly SidePairs pairs = new();
    private readonly List<LostTransfer> differences = [];
    private long foldedCount;
    private long youngCount;

    /// <summary>Adds one list.</summary>
    /// <param name="name">Of the file, for messages.</param>
    /// <param name="lines">Its lines; gone through twice.</param>
    /// <exception cref="InvalidDataException">
    /// It is no whole list, is there already, or is of another span than the lists before.
    /// </exception>
    public void Add(string name, IEnumerable<string> lines)
    {
        var reader = new ListReader(name, lines);
        var head = reader.ReadHead();
        if (heads.Values.FirstOrDefault() is { } first
            && (first.Span.From, first.Span.Until) != (head.Span.From, head.Span.Until))
        {
            throw new InvalidDataException(
                $"{name} is of {head.Span.From:u} to {head.Span.Until:u}, the others of {first.Span.From:u} to "
                + $"{first.Span.Until:u}: list the same span everywhere.");
        }

        if (!heads.TryAdd((head.Span.Region, head.Span.With), head))
        {
            throw new InvalidDataException($"{name} is a second list of {head.Span.Region} with {head.Span.With}.");
        }

        reader.Read(Take);
    }

    /// <summary>What the lists that were added say.</summary>
    public ListComparisonReport Report()
    {
        foreach (var side in pairs.Single.Where(side => side.ProvesOther))
        {
            Judge(side);
        }

        return new ListComparisonReport(
            pairs.ComparedCount,
            foldedCount,
            youngCount,
            [
                .. heads.Keys.Where(list => !heads.ContainsKey((list.With, list.Region)))
                    .Select(list => $"{list.With} with {list.Region}"),
            ],
            [.. differences.OrderBy(difference => difference.TransferId)]);
    }

    private void Take(ListedSide listed)
    {
        var side = listed.ToSide();
        if (pairs.Add(side) is { } mistake)
        {
            differences.Add(Lost(side, null, $"{mistake}: two people have to look"));
        }

        // Of those only whose other side has not come.
        if (!changedAt.Remove(listed.Transfer))
        {
            changedAt.Add(listed.Transfer, listed.ChangedAt);
        }
    }

    private void Judge(TransferSide side)
    {
        if (!heads.TryGetValue((side.Counterparty.Region, side.User.Region), out var other))
        {
            // Told once for the whole list.
            return;
        }

        if (changedAt[side.TransferId] > other.ListedAt - Slack)
        {
            youngCount++;
        }
        else if (other.Shards.Any(shard => side.MayBeFolded(shard.FoldedBefore?.UtcDateTime ?? DateTime.MinValue)))
        {
            foldedCount++;
        }
        else
        {
            differences.Add(side.IsPayer
                ? Lost(
                    side,
                    ListedSide.Payee,
                    $"the payer's book says that {side.Payee} has it, and that book does not know it: the payer is "
                    + $"right; to be received again in {side.Payee.Region}, its reference is lost")
                : Lost(
                    side,
                    ListedSide.Payer,
                    $"{side.Payee} has it, and the payer's book does not know it: the payee is right; to be sent again "
                    + $"in {side.Payer.Region}, from the wallet, below its minimum if need be"));
        }
    }

    private static LostTransfer Lost(TransferSide side, string? lost, string text) => new(
        side.TransferId,
        side.Payer.ToString(),
        side.Payee.ToString(),
        side.Asset,
        side.MinorUnits,
        side.EffectiveAt,
        side.BookedAt,
        lost is null ? null : side.Counterparty.Region,
        lost,
        text);
}
