namespace Domicile.Sharding.Topology.Privacy;

/// <summary>For how many years a region keeps what a law asks it to keep, 1 to 100 each.</summary>
public sealed record RetentionTopology
{
    /// <summary>What <see cref="Books"/> is when the file says nothing.</summary>
    public const int BooksDefault = 10;

    /// <summary>What <see cref="Documents"/> is when the file says nothing.</summary>
    public const int DocumentsDefault = 10;

    /// <summary>What <see cref="AccessLog"/> is when the file says nothing.</summary>
    public const int AccessLogDefault = 3;

    /// <summary>What <see cref="Requests"/> is when the file says nothing.</summary>
    public const int RequestsDefault = 3;

    /// <summary>What stands in users' books, from the end of the year in which it was written.</summary>
    public int Books { get; init; } = BooksDefault;

    /// <summary>Documents for auditors, from the end of the year that they are about.</summary>
    public int Documents { get; init; } = DocumentsDefault;

    /// <summary>Lines of the access log, from the day that they were written.</summary>
    public int AccessLog { get; init; } = AccessLogDefault;

    /// <summary>Users' requests about their data, from the day that they ended.</summary>
    public int Requests { get; init; } = RequestsDefault;
}
