namespace Domicile.Ledger.Privacy.Catalogue;

/// <summary>The periods that a controller may set; each is counted in years.</summary>
public enum RetentionPeriod
{
    /// <summary>Postings and what belongs to them, from the end of the year of the booking.</summary>
    Books,

    /// <summary>Documents, from the end of the year of the booking.</summary>
    Documents,

    /// <summary>Lines of the access log, from the day that they were written.</summary>
    AccessLog,

    /// <summary>Requests of users about their data, and restrictions, from the day that they ended.</summary>
    Requests,
}
