namespace Domicile.Costs.Platforms;

/// <summary>A site that answers requests.</summary>
/// <param name="Region">Our region, such as <c>eu</c>.</param>
/// <param name="Name">The AWS Region, such as <c>eu-west-1</c>.</param>
/// <param name="IsWriter">True for the region's writer site, where its workers run.</param>
/// <param name="HasNeighbours">True when the region has other sites.</param>
public sealed record Site(string Region, string Name, bool IsWriter, bool HasNeighbours = false)
{
    /// <summary>True when other sites of the region hand their writes on to this one.</summary>
    public bool TakesForwards => IsWriter && HasNeighbours;

    /// <summary>The site as bills name it.</summary>
    public string Label => $"{Region}/{Name}";
}
