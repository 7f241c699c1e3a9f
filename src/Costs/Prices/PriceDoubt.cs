namespace Domicile.Costs.Prices;

/// <summary>A reason not to lean on a price.</summary>
public enum PriceDoubt
{
    /// <summary>Sources disagree, or there is one weak source.</summary>
    Doubtful,

    /// <summary>Looked up nowhere.</summary>
    Recalled,

    /// <summary>Its newest source is more than a year old.</summary>
    Old,

    /// <summary>Its source does not say of when it is.</summary>
    Undated,

    /// <summary>It is the price of another Region.</summary>
    StandIn,
}
