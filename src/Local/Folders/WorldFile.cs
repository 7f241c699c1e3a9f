using System.Text.Json;
using Domicile.Ledger.Audit.Documents;
using Domicile.Local.Institutions;
using Domicile.Local.Worlds;
using Domicile.Sharding.Topology.Privacy;

namespace Domicile.Local.Folders;

/// <summary>
/// What a world's folder remembers of itself, in <c>world.json</c>: no secret, and nothing that the books depend on.
/// </summary>
/// <param name="Version">The form of the folder; a program reads its own only.</param>
/// <param name="Program">The version of Domicile that wrote the file last, for messages.</param>
/// <param name="Postgres">The major version of PostgreSQL that made the nodes.</param>
/// <param name="BasePort">The first region's server listens here, the next on the port after it.</param>
/// <param name="Regions">In the topology's order, which is the order of the servers' ports.</param>
public sealed record WorldFile(
    int Version,
    string Program,
    int Postgres,
    int BasePort,
    IReadOnlyList<string> Regions,
    IReadOnlyList<WorldNode> Nodes)
{
    public const int VersionKnown = 1;

    /// <summary>
    /// One a site: first the regions' writer sites in the topology's order, on BasePort and the ports after it, then
    /// the reader sites.
    /// </summary>
    public IReadOnlyList<WorldServer> Servers { get; init; } = [];

    /// <summary>Those that the regions send documents to; sandboxes have the ports after all servers'.</summary>
    public IReadOnlyList<WorldInstitution> Institutions { get; init; } = [];

    /// <summary>How long copies and keys live on, by region, as the topology said at the last start.</summary>
    public IReadOnlyDictionary<string, RegionPeriods> Periods { get; init; } =
        new Dictionary<string, RegionPeriods>(StringComparer.Ordinal);

    /// <summary>For how many years a law's data are kept, by region, as the topology said at the last start.</summary>
    public IReadOnlyDictionary<string, RetentionTopology> Retention { get; init; } =
        new Dictionary<string, RetentionTopology>(StringComparer.Ordinal);

    /// <summary>What documents show and for how long they are kept, by region; as <see cref="Periods"/>.</summary>
    public IReadOnlyDictionary<string, DocumentRules> Documents { get; init; } =
        new Dictionary<string, DocumentRules>(StringComparer.Ordinal);

    /// <summary>True when a start came to its end with these nodes: from then on each of them has data.</summary>
    public bool IsComplete { get; init; }

    public const int BasePortDefault = 5080;

    /// <summary>Reads the file of a world that was made.</summary>
    /// <exception cref="WorldException">There is no world, or its file is damaged or of another version.</exception>
    public static WorldFile Read(WorldFolder folder) => TryRead(folder) ?? throw new WorldException(
        $"There is no world in {folder.Path}. Start one with ./domicile up, or say where it is with --data.");

    /// <summary>Reads the file; null when there is none yet.</summary>
    /// <exception cref="WorldException">The file is damaged or of another version.</exception>
    public static WorldFile? TryRead(WorldFolder folder)
    {
        if (!File.Exists(folder.WorldFile))
        {
            return null;
        }

        try
        {
            var version = OwnerFile.Read<VersionOnly>(folder.WorldFile).Version;
            return version == VersionKnown
                ? OwnerFile.Read<WorldFile>(folder.WorldFile)
                : throw new WorldException(
                    $"{folder.Path} was made by another version of Domicile: its form is {version}, and this program "
                    + $"knows form {VersionKnown}. Use the version that made it, choose another folder with --data, or "
                    + "begin anew with ./domicile reset, which destroys what is in it.");
        }
        catch (JsonException e)
        {
            throw new WorldException(
                $"{folder.WorldFile} is damaged: {e.Message} Remove that file and run ./domicile up: it is made "
                + "anew, with new ports for the nodes, and nothing in the books depends on it.",
                e);
        }
    }

    public void Write(WorldFolder folder) => OwnerFile.Write(folder.WorldFile, this);

    /// <summary>This same world, when it has the region.</summary>
    /// <exception cref="WorldException">It has not.</exception>
    public WorldFile WithRegion(string region) => Regions.Contains(region, StringComparer.Ordinal)
        ? this
        : throw new WorldException($"There is no region {region}. The regions are {string.Join(", ", Regions)}.");

    /// <summary>How long a region's copies and keys live on.</summary>
    public RegionPeriods PeriodsOf(string region) => Periods.GetValueOrDefault(region) ?? new RegionPeriods();

    /// <summary>The port of the server of a region's writer site.</summary>
    public int ServerPort(string region) => BasePort + Regions.ToList().IndexOf(region);

    /// <summary>The address of the server of a region's writer site.</summary>
    public string ServerUrl(string region) => $"http://127.0.0.1:{ServerPort(region)}";

    private sealed record VersionOnly(int Version);
}
