using System.Text.Json.Serialization;
using Domicile.Sharding.Nodes;

namespace Domicile.Sharding.Topology;

/// <summary>As whom to enter a node. Holds a password: never log it.</summary>
public sealed record NodeLogin(string User, string Password)
{
    /// <summary>Tells the login of this moment; null for one that does not change.</summary>
    [JsonIgnore]
    public INodeLogins? Logins { get; init; }

    public override string ToString() => User;
}
