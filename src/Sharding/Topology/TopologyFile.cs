using System.Text;
using Domicile.Sharding.Topology.Reading;

namespace Domicile.Sharding.Topology;

/// <summary>
/// Reads the one file, <c>domicile.json</c>, that describes a world, and names each mistake in it by its place.
/// </summary>
public static class TopologyFile
{
    /// <summary>The name of the JSON Schema for editors, embedded in this assembly. It knows the same fields.</summary>
    public const string SchemaResource = "topology.schema.json";

    /// <summary>Reads a file from disk.</summary>
    /// <exception cref="IOException">The file is not there or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static TopologyReading Read(string path) => Parse(File.ReadAllText(path));

    /// <summary>Reads a file's text.</summary>
    public static TopologyReading Parse(string text)
    {
        var root = PlacedJson.Parse(Encoding.UTF8.GetBytes(text), out var broken);
        return root is null ? new TopologyReading(null, [broken!]) : new TopologyReader().Read(root);
    }
}
