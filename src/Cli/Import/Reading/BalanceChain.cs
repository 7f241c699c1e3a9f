using System.Numerics;

namespace Domicile.Cli.Import.Reading;

/// <summary>
/// Finds the order in which the bank booked the movements of one account. Within a day the rows are out of order; the
/// printed balances tell it, for each is the one before plus or minus the amount. The bank kept fractions that it did
/// not print, so that a step may be off by up to <see cref="CzechBank.RoundingMax"/>: of all orders the search takes
/// the one that is off at the fewest movements other than interest, then at the fewest at all.
/// </summary>
/// <remarks>
/// Best first over (day, rows of the day already placed, printed balance), every such place visited once. A chain that
/// fits visits about one place a row; <see cref="VisitedMax"/> bounds those that do not.
/// </remarks>
internal sealed class BalanceChain
{
    /// <summary>Places visited in one account before the search gives up.</summary>
    public const int VisitedMax = 100_000;

    private const int InterestOffCost = 1;
    private const int OtherOffCost = 100_000;

    private readonly CzechMovement[][] days;
    private readonly int count;
    private readonly PriorityQueue<Place, (long Cost, int Left, int Turn)> waiting = new();
    private readonly HashSet<(int Day, BigInteger Placed, long Balance)> visited = [];
    private Place furthest = new(0, 0, 0, 0, 0, null, null);

    private BalanceChain(IEnumerable<CzechMovement> movements)
    {
        // By the bank's number within the day, so that the answer does not depend on the order of the file.
        days = [.. movements.GroupBy(m => m.Date).OrderBy(d => d.Key).Select(d => d.OrderBy(m => m.Id).ToArray())];
        count = days.Sum(d => d.Length);
    }

    /// <summary>The movements in the bank's order, or else null and the day that cannot be followed.</summary>
    public static CzechMovement[]? Order(IEnumerable<CzechMovement> movements, out ChainBreak? breakFound)
    {
        var chain = new BalanceChain(movements);
        var last = chain.Search();
        breakFound = last is null ? chain.Break() : null;
        return last?.Path();
    }

    private Place? Search()
    {
        waiting.Enqueue(furthest, default);
        while (waiting.TryDequeue(out var place, out _))
        {
            if (place.Depth == count)
            {
                return place;
            }

            if (!visited.Add((place.Day, place.Placed, place.Balance)))
            {
                continue;
            }

            if (visited.Count > VisitedMax)
            {
                return null;
            }

            furthest = place.Depth > furthest.Depth ? place : furthest;
            Expand(place);
        }

        return null;
    }

    private void Expand(Place place)
    {
        var day = days[place.Day];
        for (var i = 0; i < day.Length; i++)
        {
            var movement = day[i];
            var off = Math.Abs(movement.PrintedBalance - place.Balance - movement.Change);
            var placed = place.Placed | (BigInteger.One << i);
            if (off > CzechBank.RoundingMax || placed == place.Placed)
            {
                continue;
            }

            var depth = place.Depth + 1;
            var cost = place.Cost + (off == 0 ? 0 : movement.IsInterest ? InterestOffCost : OtherOffCost);
            var dayDone = placed == (BigInteger.One << day.Length) - 1;
            var next = dayDone
                ? new Place(place.Day + 1, 0, movement.PrintedBalance, depth, cost, movement, place)
                : new Place(place.Day, placed, movement.PrintedBalance, depth, cost, movement, place);
            waiting.Enqueue(next, (cost, count - depth, waiting.Count));
        }
    }

    private ChainBreak Break()
    {
        var start = furthest;
        while (start.Previous is { } previous && start.Day == furthest.Day && !start.Placed.IsZero)
        {
            start = previous;
        }

        var day = days[furthest.Day];
        var stuck = day.Where((_, i) => (furthest.Placed >> i).IsEven).MinBy(m => m.Line)!;
        return new ChainBreak(
            stuck.Line, stuck.Date, [.. day.Select(m => m.Line).Order()], start.Balance, visited.Count > VisitedMax);
    }

    /// <summary>How far one way of following the chain has come.</summary>
    private sealed record Place(
        int Day, BigInteger Placed, long Balance, int Depth, long Cost, CzechMovement? Movement, Place? Previous)
    {
        public CzechMovement[] Path()
        {
            var path = new CzechMovement[Depth];
            for (var place = this; place.Movement is not null; place = place.Previous!)
            {
                path[place.Depth - 1] = place.Movement;
            }

            return path;
        }
    }
}
