namespace Domicile.Sharding.Topology;

/// <summary>As whom to enter a node. Holds a password: never log it.</summary>
public sealed record NodeLogin(string User, string Password)
{
    public override string ToString() => User;
}
