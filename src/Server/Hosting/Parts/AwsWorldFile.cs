using Domicile.Aws.Calls;
using Domicile.Aws.Parameters;
using Domicile.Sharding.Topology;
using Domicile.Sharding.Topology.Aws;

namespace Domicile.Server.Hosting.Parts;

/// <summary>Reads the topology that a server on AWS is told of: a file in its image, or a parameter.</summary>
internal static class AwsWorldFile
{
    private const string ParameterPrefix = "ssm:";

    /// <exception cref="InvalidDataException">
    /// It is missing, has mistakes, or describes a world of this machine.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static async Task<WorldTopology> ReadAsync(string place, SignedCalls calls, CancellationToken cancellation)
    {
        var text = place.StartsWith(ParameterPrefix, StringComparison.Ordinal)
            ? await new ParameterReader(calls).ReadAsync(place[ParameterPrefix.Length..], cancellation)
                ?? throw new InvalidDataException($"the parameter {place} is missing in {calls.Site.Name}.")
            : await File.ReadAllTextAsync(place, cancellation);
        var reading = TopologyFile.Parse(text);
        var world = reading.World
            ?? throw new InvalidDataException($"{place} has mistakes: {string.Join(" ", reading.Mistakes)}");
        return world.Platform == Platform.Aws
            ? world
            : throw new InvalidDataException(
                $"{place} has the platform local: such a world's servers are started by ./domicile up.");
    }
}
