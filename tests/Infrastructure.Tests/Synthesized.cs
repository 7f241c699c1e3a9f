using System.Text.Json;
using Domicile.Infrastructure.Deployment;
using Domicile.Infrastructure.Worlds;
using Domicile.Sharding.Topology;

namespace Domicile.Infrastructure.Tests;

/// <summary>The templates of a topology, synthesized once for all tests and read from disk as anybody would.</summary>
internal sealed class Synthesized
{
    /// <summary>The checkout that the tests run in.</summary>
    public static readonly string RepositoryRoot = FindRoot();

    /// <summary>The CDK's engine is one child process, which takes one synthesis at a time.</summary>
    private static readonly Lock Engine = new();

    private static readonly Lazy<Synthesized> LazyShipped =
        new(() => Of(File.ReadAllText(Path.Combine(RepositoryRoot, "domicile.json"))));

    private static readonly Lazy<Synthesized> LazyOneRegion = new(() => Of(Topologies.OneRegion));

    private static readonly Lazy<Synthesized> LazyFourRegions = new(() => Of(Topologies.FourRegions));

    private Synthesized(WorldPlan world, IReadOnlyDictionary<string, JsonElement> templates, JsonElement waves)
    {
        World = world;
        Templates = templates;
        Waves = waves;
    }

    /// <summary>The checkout's own <c>domicile.json</c>.</summary>
    public static Synthesized Shipped => LazyShipped.Value;

    public static Synthesized OneRegion => LazyOneRegion.Value;

    /// <summary>Four regions, with reader sites and each kind of compute.</summary>
    public static Synthesized FourRegions => LazyFourRegions.Value;

    public WorldPlan World { get; }

    /// <summary>The plan of the deployment.</summary>
    public JsonElement Waves { get; }

    /// <summary>By the name of the stack.</summary>
    public IReadOnlyDictionary<string, JsonElement> Templates { get; }

    /// <summary>Synthesizes a topology into a folder of its own, which is removed again.</summary>
    public static Synthesized Of(string topology)
    {
        var reading = TopologyFile.Parse(topology);
        Assert.Empty(reading.Mistakes);
        var world = WorldPlan.Of(reading.World!) with { Text = topology };
        Assert.Empty(world.Mistakes);
        var folder = Directory.CreateTempSubdirectory("domicile-synth-").FullName;
        try
        {
            var templates = Written(world, folder).ToDictionary(
                stack => stack,
                stack => JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, $"{stack}.template.json")))
                    .RootElement);
            var waves = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, PlanFiles.Waves))).RootElement;
            return new Synthesized(world, templates, waves);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The resources of one type in one stack: logical id and properties.</summary>
    public IEnumerable<(string Id, JsonElement Properties)> Resources(string stack, string type) =>
        from resource in Templates[stack].GetProperty("Resources").EnumerateObject()
        where resource.Value.GetProperty("Type").GetString() == type
        select (resource.Name, resource.Value.GetProperty("Properties"));

    private static IReadOnlyList<string> Written(WorldPlan world, string folder)
    {
        lock (Engine)
        {
            return Synthesis.Write(world, folder);
        }
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Domicile.slnx")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
