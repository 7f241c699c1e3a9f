using System.Runtime.CompilerServices;

namespace Domicile.Ledger.Verification.Legs;

/// <summary>Walks through several lists of sides at once, so that millions need no memory.</summary>
internal static class LegMerge
{
    /// <summary>All sides of one transfer together, transfer after transfer.</summary>
    /// <param name="sources">Each in the order of transfer ids.</param>
    public static async IAsyncEnumerable<IReadOnlyList<LegSide>> ByTransferAsync(
        IReadOnlyList<IAsyncEnumerable<LegSide>> sources, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var heads = new PriorityQueue<IAsyncEnumerator<LegSide>, string>(StringComparer.Ordinal);
        var readers = sources.Select(source => source.GetAsyncEnumerator(cancellation)).ToList();
        try
        {
            foreach (var reader in readers)
            {
                await AdvanceAsync(reader);
            }

            while (heads.TryPeek(out _, out var transfer))
            {
                var sides = new List<LegSide>(2);
                while (heads.TryPeek(out _, out var next) && next == transfer)
                {
                    var reader = heads.Dequeue();
                    sides.Add(reader.Current);
                    await AdvanceAsync(reader);
                }

                yield return sides;
            }
        }
        finally
        {
            foreach (var reader in readers)
            {
                await reader.DisposeAsync();
            }
        }

        async Task AdvanceAsync(IAsyncEnumerator<LegSide> reader)
        {
            if (await reader.MoveNextAsync())
            {
                heads.Enqueue(reader, reader.Current.TransferId);
            }
        }
    }
}
