namespace Domicile.Costs.Platforms;

/// <summary>A site that answers requests.</summary>
/// <param name="Region">Our region, such as <c>eu</c>.</param>
/// <param name="Name">The AWS Region, such as <c>eu-west-1</c>.</param>
/// <param name="IsWriter">True for the region's writer site, where its workers run.</param>
public sealed record Site(string Region, string Name, bool IsWriter)
{
    /// <summary>The site as bills name it.</summary>
    public string Label => $"{Region}/{Name}";
}
