using Amazon.CDK.AWS.Lambda;
using Domicile.Infrastructure.Compute.Limits;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Compute.Functions;

/// <summary>
/// A site's servers as functions: the API's behind an HTTP API, the workers' behind queues and the clock.
/// </summary>
internal static class FunctionCompute
{
    public static void Add(ComputeStack stack, SitePlan site, SiteParts parts)
    {
        var budget = ConnectionBudget.Of(site.Region);
        var api = ServerFunction.Add(stack, "Api", Plan(stack, site, parts) with
        {
            Timeout = FunctionTimes.ApiTimeout(site.Region.Topology.Aws.Requests.Seconds),
            Concurrency = budget.ApiFunctions,
        });
        var door = new HttpDoor(stack, site, api, parts.Edge);
        var hosts = new SiteHosts(stack, site, parts.Edge);
        hosts.LeadTo(door.AnswerAt("RegionName", site.Region.Host), door.AnswerAt("SiteName", Names.SiteHost(site)));
        if (!site.IsWriter)
        {
            return;
        }

        AddWorkers(stack, site, parts, budget);
        if (site.Region.ReaderSites.Any())
        {
            var call = new CfnPermission(stack, "WriterDoorCall", new CfnPermissionProps
            {
                Action = "lambda:InvokeFunction",
                FunctionName = api.Ref,
                Principal = "elasticloadbalancing.amazonaws.com",
                SourceAccount = site.Region.Account,
            });
            var targets = ServerTargets.Function(stack, "WriterDoorTargets", api.AttrArn);
            targets.AddDependency(call);
            hosts.LeadWritersTo(WriterDoor.Open(stack, site, parts, targets).Balancer.Target);
        }
    }

    private static void AddWorkers(ComputeStack stack, SitePlan site, SiteParts parts, ConnectionBudget budget)
    {
        var region = site.Region;
        var workers = ServerFunction.Add(stack, "Workers", Plan(stack, site, parts) with
        {
            Name = Names.WorkersFunction(region.Name),
            Role = Names.RoleArn(region.Account, Names.ServerRole(region.Name, ServerSettings.Workers)),
            Concurrency = budget.WorkerFunctions,
            Settings = stack.Settings.For(ServerSettings.Workers),
            TakesEvents = true,
        });

        // Together less than the function's own share, so that the clock always finds room.
        var ofQueue = Math.Max(2, (budget.WorkerFunctions - 1) / 2);
        EventDoors.OpenQueue(workers, "Legs", QueueArn(site, Names.RegionQueue(region.Name)), ofQueue);
        EventDoors.OpenQueue(workers, "Wake", QueueArn(site, Names.WakeQueue(region.Name)), ofQueue);
        EventDoors.OpenClock(workers);
    }

    /// <summary>What all functions of a site have in common, as the API's.</summary>
    private static FunctionPlan Plan(ComputeStack stack, SitePlan site, SiteParts parts) => new(
        Names.ApiFunction(site.Region.Name),
        Names.RoleArn(site.Region.Account, Names.ServerRole(site.Region.Name, ServerSettings.Api)),
        FunctionTimes.EventTimeout,
        Concurrency: 1)
    {
        Image = stack.Image.Uri,
        Settings = stack.Settings.For(ServerSettings.Api),
        Place = new FunctionPlace(
            parts.ServiceSubnets, parts.Network.LambdaGroup.AttrGroupId, parts.Keys.DataKey.AttrArn),
    };

    private static string QueueArn(SitePlan site, string queue) =>
        Names.QueueArn(site.Region.Account, site.Name, queue);
}
