namespace Domicile.Sharding.Replicas;

/// <summary>Which kind of node an answer comes from.</summary>
public enum ServingNode
{
    Primary,
    Replica,
}
