using System.Text.Json;

namespace Domicile.Infrastructure.Tests.Checks;

/// <summary>The worlds that every check looks at: the shipped one, one region, four regions.</summary>
internal static class SynthesizedWorlds
{
    public static IReadOnlyList<Synthesized> All { get; } =
        [Synthesized.Shipped, Synthesized.OneRegion, Synthesized.FourRegions];

    /// <summary>The resources of all of them.</summary>
    public static IReadOnlyList<Resource> Resources { get; } =
        [.. All.SelectMany(world => Resource.Of(world.Templates))];

    /// <summary>Every template of all of them, with the name of its stack.</summary>
    public static IEnumerable<KeyValuePair<string, JsonElement>> Templates => All.SelectMany(world => world.Templates);
}
