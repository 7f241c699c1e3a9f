using Domicile.Aws.Inventory;

namespace Domicile.Cli.Cloud;

/// <summary>One thing as it is printed.</summary>
/// <param name="Name">Of its tag <c>Name</c>; empty without one.</param>
/// <param name="Region">Our region, by its tag; empty without one.</param>
/// <param name="Stack">By its tag; empty without one.</param>
/// <param name="Why">Empty for what is as expected.</param>
internal sealed record InventoryRow(
    string Account,
    string Site,
    ItemKind Kind,
    string Id,
    string Name,
    string Region,
    string Stack,
    InventoryMark Mark,
    string Why)
{
    public static InventoryRow Of(InventoryItem item, (InventoryMark Mark, string Why) verdict)
    {
        string Tag(string name) => item.Tags?.GetValueOrDefault(name) ?? "";
        return new InventoryRow(
            item.Account,
            item.Site,
            item.Kind,
            item.Id,
            Tag("Name"),
            Tag("domicile:region"),
            Tag("domicile:stack"),
            verdict.Mark,
            verdict.Why);
    }
}
