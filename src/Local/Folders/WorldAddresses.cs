using Domicile.Local.Nodes;
using Domicile.Local.Worlds;
using Domicile.Sharding.Topology;

namespace Domicile.Local.Folders;

/// <summary>
/// Where all databases of a world are, for every role. Read from the folder, so that it works in any process of the
/// world's owner, whether the world runs or not. Holds every password: give a server only its part.
/// </summary>
public sealed class WorldAddresses
{
    private readonly WorldSecrets secrets;

    internal WorldAddresses(WorldFolder folder, WorldFile world, WorldSecrets secrets)
    {
        Folder = folder;
        World = world;
        this.secrets = secrets;
    }

    public WorldFolder Folder { get; }

    public WorldFile World { get; }

    public IReadOnlyList<WorldNode> Nodes => World.Nodes;

    /// <exception cref="WorldException">There is no world in the folder, or it is damaged.</exception>
    public static WorldAddresses Read(WorldFolder folder) =>
        new(folder, WorldFile.Read(folder), WorldSecrets.Read(folder));

    /// <summary>A node by its name.</summary>
    /// <exception cref="WorldException">There is none of that name; the message lists those there are.</exception>
    public WorldNode Node(string name) => Nodes.FirstOrDefault(node => node.Name == name) ?? throw new WorldException(
        $"There is no node {name}. The nodes are {string.Join(", ", Nodes.Select(node => node.Name))}.");

    /// <summary>A node's database as a role.</summary>
    /// <param name="role">One of <see cref="NodeRoles"/>; a region's own role exists on the central node only.</param>
    /// <param name="database">
    /// The one that every node has, or the central node's <see cref="NodeRoles.QueueDatabase"/>.
    /// </param>
    public NodeAddress Address(WorldNode node, string role, string database = NodeRoles.Database)
    {
        var passwords = secrets.Nodes[node.PasswordsOf];
        var password = role switch
        {
            NodeRoles.Admin => passwords.Admin,
            NodeRoles.Owner => passwords.Owner,
            NodeRoles.Server => passwords.Server,
            NodeRoles.Worker => passwords.Worker,
            NodeRoles.Replication => passwords.Replication,
            _ => passwords.Regions.First(region => NodeRoles.OfRegion(region.Key) == role).Value,
        };
        return new NodeAddress("127.0.0.1", node.Port, database, role, password);
    }

    /// <summary>
    /// A region's register and shards as one role, with all replicas; as the server's with that of background work.
    /// </summary>
    public RegionNodes Region(string region, string role = NodeRoles.Server) =>
        Region(region, node => Enter(node, role, works: role == NodeRoles.Server), _ => true);

    /// <summary>
    /// A region's register and shards for one of its servers, with the replicas of that site to read from. A reader
    /// site's server does no background work, and could not.
    /// </summary>
    public RegionNodes RegionNear(WorldServer server) => Region(
        server.Region,
        node => Enter(node, NodeRoles.Server, works: server.Role == SiteRole.Writer),
        node => node.Site == server.Site);

    private RegionNodes Region(string region, Func<WorldNode, NodeAddress> enter, Func<WorldNode, bool> isNear) => new(
        region,
        enter(Node($"{region}/register")),
        [.. Nodes
            .Where(node => node.Kind == NodeKind.Primary && node.Region == region)
            .Select(primary => Shard(primary, enter, isNear))]);

    private ShardNodes Shard(WorldNode primary, Func<WorldNode, NodeAddress> enter, Func<WorldNode, bool> isNear)
    {
        var replicas = Nodes.Where(node => node.Primary == primary.Name).ToList();
        return new ShardNodes(
            primary.ShortName, enter(primary), [.. replicas.Where(isNear).Select(enter)])
        {
            Far = [.. replicas.Prepend(primary).Where(node => !isNear(node)).Select(enter)],
        };
    }

    /// <summary>A region's database of wrapped keys for one of its servers.</summary>
    public NodeAddress KeysFor(WorldServer server) =>
        Enter(Node($"{server.Region}/keys"), NodeRoles.Server, works: server.Role == SiteRole.Writer);

    private NodeAddress Enter(WorldNode node, string role, bool works) => Address(node, role) with
    {
        Work = works ? new NodeLogin(NodeRoles.Worker, Passwords(node).Worker) : null,
    };

    /// <summary>A region's database of wrapped user keys.</summary>
    public NodeAddress Keys(string region, string role = NodeRoles.Server) =>
        Address(Node($"{region}/keys"), role);

    /// <summary>The central database, as a role such as <see cref="NodeRoles.OfRegion"/>.</summary>
    public NodeAddress Central(string role) => Address(Node("central"), role);

    /// <summary>The database of the queues, as a role.</summary>
    public NodeAddress Queue(string role) => Address(Node("central"), role, NodeRoles.QueueDatabase);

    /// <summary>True for the server that does the central database's own work, in the region that it is in.</summary>
    internal bool DoesCentralWork(WorldServer server)
    {
        var site = Node("central").Site;
        var region = World.Servers.FirstOrDefault(other => other.Site == site)?.Region ?? World.Regions[0];
        return server.Role == SiteRole.Writer && server.Region == region;
    }

    internal NodePasswords Passwords(WorldNode node) => secrets.Nodes[node.PasswordsOf];
}
