namespace Domicile.Costs.Prices;

/// <summary>A price as it is used for one Region.</summary>
/// <param name="Price">The price found.</param>
/// <param name="Region">The AWS Region that it was looked up for.</param>
public sealed record PriceUse(Price Price, string Region)
{
    /// <summary>A price older than this many days is marked as old.</summary>
    public const int OldAfterDays = 365;

    public decimal Usd => Price.Usd;

    /// <summary>True when the price is of another Region, because this one has none.</summary>
    public bool IsStandIn => Price.Region != Region && Price.Region != Price.Everywhere;

    /// <summary>Why the price is not to be leaned on; empty when nothing speaks against it.</summary>
    /// <param name="today">The day against which its age is measured.</param>
    public IReadOnlyList<PriceDoubt> Doubts(DateOnly today)
    {
        var doubts = new List<PriceDoubt>();
        switch (Price.Status)
        {
            case PriceStatus.Doubtful:
                doubts.Add(PriceDoubt.Doubtful);
                break;
            case PriceStatus.Recalled:
                doubts.Add(PriceDoubt.Recalled);
                break;
        }

        if (Price.Dated is { } dated && dated.AddDays(OldAfterDays) < today)
        {
            doubts.Add(PriceDoubt.Old);
        }
        else if (Price.Dated is null && Price.Status != PriceStatus.Recalled)
        {
            doubts.Add(PriceDoubt.Undated);
        }

        if (IsStandIn)
        {
            doubts.Add(PriceDoubt.StandIn);
        }

        return doubts;
    }
}
