using System.Security.Cryptography;
using System.Text.Json;
using Domicile.Local.Nodes;
using Domicile.Local.Worlds;

namespace Domicile.Local.Folders;

/// <summary>
/// All passwords of the world's nodes. Stands in <c>secrets.json</c>, made once, readable by its owner only.
/// </summary>
/// <param name="Nodes">By the node's name; a replica has its primary's.</param>
internal sealed record WorldSecrets(IReadOnlyDictionary<string, NodePasswords> Nodes)
{
    private const int PasswordBytes = 24;

    /// <exception cref="WorldException">The file is missing or damaged: no node can be entered any more.</exception>
    public static WorldSecrets Read(WorldFolder folder)
    {
        try
        {
            return OwnerFile.Read<WorldSecrets>(folder.SecretsFile);
        }
        catch (Exception e) when (e is JsonException or FileNotFoundException)
        {
            throw new WorldException(
                $"{folder.SecretsFile} is missing or damaged: {e.Message} Without it nobody can enter the nodes. Put "
                + "back a copy of it, or begin anew with ./domicile reset, which destroys the world.",
                e);
        }
    }

    /// <summary>Reads what there is and makes passwords for the nodes that have none yet.</summary>
    public static WorldSecrets ReadOrMake(WorldFolder folder, WorldFile world)
    {
        var nodesExist = world.Nodes.Any(node => Directory.Exists(Path.Combine(folder.NodeFolder(node), "data")));
        var known = nodesExist || File.Exists(folder.SecretsFile)
            ? new Dictionary<string, NodePasswords>(Read(folder).Nodes, StringComparer.Ordinal)
            : new Dictionary<string, NodePasswords>(StringComparer.Ordinal);
        foreach (var node in world.Nodes.Where(node => node.Primary is null))
        {
            var regions = node.Kind == NodeKind.Central ? world.Regions : [];
            known[node.Name] = Complete(known.GetValueOrDefault(node.Name), node.Kind, regions);
        }

        var secrets = new WorldSecrets(known);
        OwnerFile.Write(folder.SecretsFile, secrets);
        return secrets;
    }

    public override string ToString() => nameof(WorldSecrets);

    private static NodePasswords Complete(NodePasswords? known, NodeKind kind, IReadOnlyList<string> regions)
    {
        known ??= new NodePasswords(
            NewPassword(), NewPassword(), NewPassword(), NewPassword(), new Dictionary<string, string>());
        return known with
        {
            Worker = kind == NodeKind.Central || known.Worker.Length > 0 ? known.Worker : NewPassword(),
            Regions = regions.ToDictionary(
                region => region, region => known.Regions.GetValueOrDefault(region) ?? NewPassword()),
        };
    }

    private static string NewPassword() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(PasswordBytes));
}
