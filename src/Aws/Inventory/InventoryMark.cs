namespace Domicile.Aws.Inventory;

/// <summary>What an inventory says of a thing.</summary>
public enum InventoryMark
{
    /// <summary>It is where the topology has it.</summary>
    Expected,

    /// <summary>It lacks a tag that all of ours have.</summary>
    Untagged,

    /// <summary>Its tags, its account or its AWS Region are not in the topology.</summary>
    Foreign,

    /// <summary>AWS makes it in each account by itself.</summary>
    Default,

    /// <summary>Its tags could not be read.</summary>
    Unknown,
}
