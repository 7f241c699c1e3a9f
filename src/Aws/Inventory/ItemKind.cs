namespace Domicile.Aws.Inventory;

/// <summary>What an inventory lists.</summary>
public enum ItemKind
{
    Instance,
    Vpc,
    Subnet,
    SecurityGroup,
    Volume,
    Cluster,
    Queue,
    Bucket,
    Function,
}
