using System.Text.RegularExpressions;

namespace Domicile.House.Tests.Code;

/// <summary>Splits names into their words: <c>PostTransfersSql</c> into post, transfers, sql.</summary>
internal static partial class Words
{
    public static IEnumerable<string> Of(string name) =>
        Word().Matches(name).Select(match => match.Value.ToLowerInvariant());

    [GeneratedRegex("[A-Z]+(?![a-z])|[A-Z]?[a-z]+")]
    private static partial Regex Word();
}
