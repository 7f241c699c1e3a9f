using System.Text.Json;
using Domicile.Infrastructure.Stacks;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Deployment;

/// <summary>What CloudFormation takes of one stack (User Guide, "Understand CloudFormation quotas").</summary>
internal static class TemplateLimits
{
    private const int BytesMax = 1_000_000;

    private static readonly (string Section, int CountMax)[] Sections =
        [("Resources", 500), ("Outputs", 200), ("Parameters", 200)];

    /// <summary>Refuses what would fail when it is deployed.</summary>
    /// <param name="stack">Whose template it is.</param>
    /// <param name="bytes">Of the whole template.</param>
    /// <param name="template">The same, read.</param>
    /// <exception cref="PlanException">It is more than CloudFormation takes.</exception>
    public static void Check(WorldStack stack, int bytes, JsonElement template)
    {
        foreach (var (section, countMax) in Sections)
        {
            var count = template.TryGetProperty(section, out var found) ? found.EnumerateObject().Count() : 0;
            if (count > countMax)
            {
                throw TooMuch(stack, $"{count} {section.ToLowerInvariant()}", $"{countMax}");
            }
        }

        if (bytes > BytesMax)
        {
            throw TooMuch(stack, $"{bytes} bytes", $"{BytesMax}");
        }
    }

    private static PlanException TooMuch(WorldStack stack, string has, string takes) => new(
        stack.OfRegion == WorldStack.World
            ? $"stack {stack.StackName} would have {has}, and CloudFormation takes {takes}. Make a second world of "
                + "some regions."
            : $"region {stack.OfRegion}: stack {stack.StackName} would have {has}, and CloudFormation takes {takes}. "
                + "Give the region fewer shards or replicas, or make two regions of it.");
}
