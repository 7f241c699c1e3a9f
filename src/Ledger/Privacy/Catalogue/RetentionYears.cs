using Domicile.Sharding.Topology.Privacy;

namespace Domicile.Ledger.Privacy.Catalogue;

/// <summary>How many years each period has in one region: what its controller's law asks for.</summary>
public sealed record RetentionYears(int Books, int Documents, int AccessLog, int Requests)
{
    public static RetentionYears Of(RetentionTopology retention) =>
        new(retention.Books, retention.Documents, retention.AccessLog, retention.Requests);

    public int Of(RetentionPeriod period) => period switch
    {
        RetentionPeriod.Books => Books,
        RetentionPeriod.Documents => Documents,
        RetentionPeriod.AccessLog => AccessLog,
        RetentionPeriod.Requests => Requests,
        _ => throw new ArgumentOutOfRangeException(nameof(period), period, "There is no such period."),
    };
}
