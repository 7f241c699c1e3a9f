namespace Domicile.Aws.Inventory;

/// <summary>What an inventory lists.</summary>
public enum ItemKind
{
    Instance,
    Vpc,
    Subnet,
    SecurityGroup,
    Volume,

    /// <summary>A cluster of databases.</summary>
    Cluster,

    /// <summary>A cluster of Kubernetes.</summary>
    Kubernetes,
    Queue,
    Bucket,
    Function,
}
