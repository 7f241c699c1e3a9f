namespace Domicile.Local.Nodes;

/// <summary>
/// The passwords of one node's roles. Lives in the world's secrets file and in the files of those who may know a part.
/// </summary>
/// <param name="Regions">
/// On the central node: each region's own role's password, by the region's name; else empty.
/// </param>
public sealed record NodePasswords(
    string Admin,
    string Owner,
    string Server,
    string Replication,
    IReadOnlyDictionary<string, string> Regions)
{
    /// <summary>The password of the role of background work; empty on the central node, which has none.</summary>
    public string Worker { get; init; } = "";

    /// <summary>Never shows a password.</summary>
    public override string ToString() => nameof(NodePasswords);
}
