using System.Text;
using System.Text.Json;
using Amazon.CDK.AWS.SSM;
using Constructs;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Compute;

/// <summary>The topology file, as every server of one account and AWS Region reads it. It holds no secret.</summary>
internal static class TopologyParameter
{
    /// <summary>Above this a parameter costs, and is of the tier that takes more.</summary>
    private const int StandardBytes = 4 * 1024;

    private const int AdvancedBytes = 8 * 1024;

    /// <exception cref="PlanException">The file is larger than a parameter.</exception>
    public static void Add(Construct scope, WorldPlan world)
    {
        using var file = JsonDocument.Parse(world.Text);
        var text = JsonSerializer.Serialize(file.RootElement);
        var bytes = Encoding.UTF8.GetByteCount(text);
        if (bytes > AdvancedBytes)
        {
            throw new PlanException($"without its blanks the topology has {bytes} bytes, and a parameter of Systems "
                + $"Manager takes {AdvancedBytes}. Shorten it: institutions' keys take the most.");
        }

        _ = new CfnParameter(scope, "Topology", new CfnParameterProps
        {
            Name = Names.TopologyParameter,
            Type = "String",
            Tier = bytes > StandardBytes ? "Advanced" : "Standard",
            Value = text,
            Description = "The world that servers run: domicile.json",
        });
    }
}
