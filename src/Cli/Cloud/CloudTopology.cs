using System.CommandLine;
using Domicile.Local.Worlds;
using Domicile.Sharding.Topology;
using Domicile.Sharding.Topology.Aws;

namespace Domicile.Cli.Cloud;

/// <summary>The topology of commands that know AWS alone: its sites are AWS Regions.</summary>
internal static class CloudTopology
{
    /// <exception cref="WorldException">It cannot be read, or a site of it cannot be in AWS.</exception>
    public static WorldTopology Read(ParseResult parsed)
    {
        var file = WorldArguments.TopologyPath(parsed);
        var world = World.ReadTopology(file);
        var mistakes = KnownRegions.Mistakes(world).ToList();
        return mistakes.Count == 0
            ? world
            : throw new WorldException(
                $"{file} does not describe a world in AWS:\n"
                + string.Join('\n', mistakes.Select(line => $"  {line}")));
    }
}
