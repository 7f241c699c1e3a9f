namespace Domicile.Aws.Inventory;

/// <summary>What could not be looked at, so that nobody takes the list for whole.</summary>
/// <param name="Account">Twelve digits, or a profile's name.</param>
/// <param name="Site">The AWS Region; null for the account as a whole.</param>
/// <param name="What">What was asked for.</param>
/// <param name="Reason">What AWS said.</param>
public sealed record InventoryGap(string Account, string? Site, string What, string Reason);
