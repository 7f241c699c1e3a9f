namespace Domicile.Costs.Load;

/// <summary>Hours of a month in which requests come at one rate.</summary>
/// <param name="Time">Their share of the month, more than 0.</param>
/// <param name="Requests">The share of the month's requests that come in them.</param>
public sealed record Phase(decimal Time, decimal Requests)
{
    /// <summary>The rate as a multiple of the month's average.</summary>
    public decimal Factor => Requests / Time;
}
