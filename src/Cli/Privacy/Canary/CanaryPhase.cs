using Domicile.Cli.Privacy.Canary.Search;

namespace Domicile.Cli.Privacy.Canary;

/// <summary>One search of a proof.</summary>
/// <param name="Name">Such as <c>before the erasure</c>.</param>
internal sealed record CanaryPhase(string Name, int Files, long Bytes, double Seconds)
{
    /// <summary>Plain markers in the region's own places: there must be none.</summary>
    public required IReadOnlyList<SearchHit> Found { get; init; }

    /// <summary>Those in the institutions' own folders, which are not the region's.</summary>
    public required IReadOnlyList<SearchHit> AtInstitutions { get; init; }

    /// <summary>Copies of the wrapped key.</summary>
    public required int WrappedKeys { get; init; }

    /// <summary>Files that could not be read.</summary>
    public required IReadOnlyList<string> Unread { get; init; }
}
