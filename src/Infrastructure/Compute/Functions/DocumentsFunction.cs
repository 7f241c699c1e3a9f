using Domicile.Infrastructure.Compute.Limits;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Compute.Functions;

/// <summary>
/// The function that puts a region's documents into packages and carries them to institutions: a function whatever the
/// region's servers run on, because its work comes in bursts and calls others' servers.
/// </summary>
internal static class DocumentsFunction
{
    public static void Add(ComputeStack stack, SitePlan site, SiteParts parts)
    {
        var region = site.Region;
        var role = Names.ServerRole(region.Name, ServerSettings.Workers);
        var plan = new FunctionPlan(
            Names.DocumentsFunction(region.Name),
            Names.RoleArn(region.Account, role),
            FunctionTimes.EventTimeout,
            ConnectionBudget.DocumentFunctions)
        {
            Image = stack.Image.Uri,
            Settings = stack.Settings.For(ServerSettings.Workers),
            TakesEvents = true,
            Place = new FunctionPlace(
                parts.ServiceSubnets, parts.Network.LambdaGroup.AttrGroupId, parts.Keys.DataKey.AttrArn),
        };
        EventDoors.OpenQueue(
            ServerFunction.Add(stack, "Documents", plan),
            "Objects",
            Names.QueueArn(region.Account, site.Name, Names.DocumentsQueue(region.Name)),
            ConnectionBudget.DocumentFunctions);
    }
}
