using System.Text.Json;
using Domicile.Infrastructure.Identity;
using Domicile.Infrastructure.Network.Crossing;
using Domicile.Infrastructure.Stacks;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Deployment;

/// <summary>Reads what the deployment has to know of a stack that was synthesized into a folder.</summary>
internal sealed class StackReader(WorldPlan world, string folder)
{
    private static readonly string[] Named = ["CAPABILITY_NAMED_IAM"];
    private static readonly string[] Expanding = ["CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"];

    /// <exception cref="PlanException">CloudFormation does not take so large a stack.</exception>
    public PlannedStack Read(WorldStack stack)
    {
        var text = File.ReadAllBytes(Path.Combine(folder, $"{stack.StackName}.template.json"));
        using var template = JsonDocument.Parse(text);
        TemplateLimits.Check(stack, text.Length, template.RootElement);
        return new PlannedStack(stack.StackName, stack.Account, stack.Region)
        {
            Region = stack.OfRegion,
            Turn = TurnOf(stack),
            Needs =
            [
                .. stack.Dependencies.Select(needed => needed.StackName)
                    .Concat(stack.After)
                    .Concat(stack.Fillings.Select(filling => filling.Stack))
                    .Distinct()
                    .Order(StringComparer.Ordinal),
            ],
            Fillings = stack.Fillings,
            Asked = [.. Asked(template.RootElement).Except(stack.Fillings.Select(filling => filling.Parameter))],
            Requests = stack is PeeringStack peering ? peering.Requests : [],
            Capabilities = template.RootElement.TryGetProperty("Transform", out _) ? Expanding : Named,
        };
    }

    private static IEnumerable<string> Asked(JsonElement template) =>
        template.TryGetProperty("Parameters", out var parameters)
            ? parameters.EnumerateObject()
                .Where(parameter => !parameter.Value.TryGetProperty("Default", out _))
                .Select(parameter => parameter.Name)
            : [];

    private Turn TurnOf(WorldStack stack) => stack switch
    {
        CentralIdentityStack or OperatorsStack or IdentityStack => Turn.Start,
        PeeringStack or RoutesStack => Turn.Joining,
        { OfRegion: WorldStack.World } => Turn.World,
        _ => stack.OfRegion == world.Regions[0].Name ? Turn.FirstRegion : Turn.OtherRegions,
    };
}
