using Domicile.Sharding.Topology;

namespace Domicile.Local.Folders;

/// <summary>One node of the world, as its folder remembers it.</summary>
/// <param name="Name">
/// Such as <c>central</c>, <c>eu/register</c>, <c>eu/keys</c>, <c>eu/s1</c> or <c>eu/s1/r1</c>.
/// </param>
/// <param name="Region">Null for the central node.</param>
/// <param name="Primary">The name of the node that a replica follows; null for the others.</param>
/// <param name="Port">Its port on 127.0.0.1.</param>
public sealed record WorldNode(string Name, NodeKind Kind, string? Region, string? Primary, int Port)
{
    /// <summary>The site that it stands in; null for the central node, and where the topology names no site.</summary>
    public string? Site { get; init; }

    /// <summary>A shard's, at each of its nodes: any of them may become its primary.</summary>
    public Durability Durability { get; init; }

    /// <summary>
    /// The name that the node's folder was made with. A promotion gives the name of the primary to another place.
    /// </summary>
    public string Place { get; init; } = Name;

    /// <summary>Whose passwords are valid here: a replica has its primary's.</summary>
    public string PasswordsOf => Primary ?? Name;

    /// <summary>The last part of the name, such as <c>s1</c>.</summary>
    public string ShortName => Name[(Name.LastIndexOf('/') + 1)..];
}
