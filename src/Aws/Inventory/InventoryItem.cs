namespace Domicile.Aws.Inventory;

/// <summary>One thing that stands in an account of AWS.</summary>
/// <param name="Account">Twelve digits.</param>
/// <param name="Site">The AWS Region.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Id">As AWS calls it: an id, or a name where there is none.</param>
public sealed record InventoryItem(string Account, string Site, ItemKind Kind, string Id)
{
    /// <summary>Null when they could not be read.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>True for what AWS makes in each account by itself: the default network of an AWS Region.</summary>
    public bool IsDefault { get; init; }
}
