namespace Domicile.Costs.Prices;

/// <summary>How sure a price is.</summary>
public enum PriceStatus
{
    /// <summary>Read in the source that is named.</summary>
    Read,

    /// <summary>Sources disagree, or there is one weak source.</summary>
    Doubtful,

    /// <summary>Common knowledge, looked up nowhere.</summary>
    Recalled,
}
