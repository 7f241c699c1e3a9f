namespace Domicile.Ledger.Privacy.Catalogue;

/// <summary>How many years each period has. The defaults are those of most of Europe; ask a lawyer for yours.</summary>
public sealed record RetentionYears
{
    public static RetentionYears Default { get; } = new();

    public int Books { get; init; } = 10;

    public int Documents { get; init; } = 10;

    public int AccessLog { get; init; } = 3;

    public int Requests { get; init; } = 3;

    public int Of(RetentionPeriod period) => period switch
    {
        RetentionPeriod.Books => Books,
        RetentionPeriod.Documents => Documents,
        RetentionPeriod.AccessLog => AccessLog,
        RetentionPeriod.Requests => Requests,
        _ => throw new ArgumentOutOfRangeException(nameof(period), period, "There is no such period."),
    };
}
