namespace Domicile.Costs.Platforms;

/// <summary>A month of one platform.</summary>
/// <param name="Name">The platform's name.</param>
/// <param name="Lines">In the order of the sites.</param>
public sealed record PlatformBill(string Name, IReadOnlyList<BillLine> Lines)
{
    /// <summary>US dollars a month.</summary>
    public decimal Usd => Lines.Sum(line => line.Usd);
}
