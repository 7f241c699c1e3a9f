namespace Domicile.Cli.Privacy.Canary.Search;

/// <summary>What one search of a world saw.</summary>
/// <param name="FileCount">Files that were read whole.</param>
/// <param name="ByteCount">Bytes that were looked at, unpacked ones too.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Hits">At most <see cref="WorldSearch.HitsMax"/> a file.</param>
internal sealed record SearchResult(
    int FileCount, long ByteCount, double Seconds, IReadOnlyList<SearchHit> Hits)
{
    /// <summary>Files that could not be read, with the reason: nothing is known of them.</summary>
    public required IReadOnlyList<string> Unread { get; init; }
}
