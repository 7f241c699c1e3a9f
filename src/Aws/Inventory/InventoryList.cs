namespace Domicile.Aws.Inventory;

/// <summary>What was found, and what could not be looked at.</summary>
/// <param name="Items">By account, AWS Region, kind and id.</param>
/// <param name="Gaps">Empty when all was seen.</param>
public sealed record InventoryList(IReadOnlyList<InventoryItem> Items, IReadOnlyList<InventoryGap> Gaps);
