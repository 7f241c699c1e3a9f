using System.Runtime.CompilerServices;

namespace Domicile.Ledger.Verification.Users;

/// <summary>Walks through several lists of users at once, so that millions need no memory.</summary>
internal static class UserMerge
{
    /// <summary>All marks of one user number together, number after number.</summary>
    /// <param name="sources">Each in ascending order of numbers.</param>
    public static async IAsyncEnumerable<IReadOnlyList<UserMark>> ByNumberAsync(
        IReadOnlyList<IAsyncEnumerable<UserMark>> sources, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var heads = new PriorityQueue<IAsyncEnumerator<UserMark>, long>();
        var readers = sources.Select(source => source.GetAsyncEnumerator(cancellation)).ToList();
        try
        {
            foreach (var reader in readers)
            {
                await AdvanceAsync(reader);
            }

            while (heads.TryPeek(out _, out var number))
            {
                var marks = new List<UserMark>();
                while (heads.TryPeek(out _, out var next) && next == number)
                {
                    var reader = heads.Dequeue();
                    marks.Add(reader.Current);
                    await AdvanceAsync(reader);
                }

                yield return marks;
            }
        }
        finally
        {
            foreach (var reader in readers)
            {
                await reader.DisposeAsync();
            }
        }

        async Task AdvanceAsync(IAsyncEnumerator<UserMark> reader)
        {
            if (await reader.MoveNextAsync())
            {
                heads.Enqueue(reader, reader.Current.Number);
            }
        }
    }
}
