namespace Domicile.Sharding.Topology.Reading;

/// <summary>Guesses which of a few known words a person meant.</summary>
internal static class Spelling
{
    /// <summary>More than two slips in one word are not a slip.</summary>
    private const int SlipCountMax = 2;

    public static string? Nearest(string word, IEnumerable<string> known)
    {
        var best = known
            .Select(candidate => (candidate, slips: Distance(word.ToLowerInvariant(), candidate.ToLowerInvariant())))
            .OrderBy(found => found.slips)
            .FirstOrDefault();
        return best.candidate is not null && best.slips <= Math.Min(SlipCountMax, best.candidate.Length / 2)
            ? best.candidate
            : null;
    }

    /// <summary>Letters to add, take out or change, after V. I. Levenshtein; two rows of the table at a time.</summary>
    private static int Distance(string left, string right)
    {
        var above = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var row = new int[right.Length + 1];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var change = above[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                row[j] = Math.Min(change, Math.Min(above[j], row[j - 1]) + 1);
            }

            above = row;
        }

        return above[right.Length];
    }
}
