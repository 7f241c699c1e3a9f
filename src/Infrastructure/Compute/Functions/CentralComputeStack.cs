using Constructs;
using Domicile.Infrastructure.Compute.Limits;
using Domicile.Infrastructure.Keys;
using Domicile.Infrastructure.Network;
using Domicile.Infrastructure.Stacks;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Compute.Functions;

/// <summary>
/// The function that takes figures from the central queue into the central database, in the world's account. It is a
/// function whatever the regions run on.
/// </summary>
internal sealed class CentralComputeStack : WorldStack
{
    /// <summary>At once: figures of many regions are small, and the database is one.</summary>
    private const int Concurrency = 4;

    /// <exception cref="PlanException">The topology is larger than a parameter.</exception>
    public CentralComputeStack(
        Construct scope, WorldPlan world, CentralNetworkStack network, CentralKeysStack keys)
        : base(scope, world, world.CentralSite, "Compute")
    {
        // An account and AWS Region have one such parameter, and a region that shares both has it already.
        var shared = world.Sites.FirstOrDefault(
            site => site.Region.Account == world.Account && site.Name == world.CentralSite);
        if (shared is null)
        {
            TopologyParameter.Add(this, world);
        }
        else
        {
            StandsAfter(NameOf(shared, "Compute"));
        }

        StandsAfter(NameOf(world.CentralSite, "Secrets"));
        var plan = new FunctionPlan(
            Names.CentralFunction,
            Names.RoleArn(world.Account, Names.CentralRole),
            FunctionTimes.EventTimeout,
            Concurrency)
        {
            Image = new ServerImage(this, world.Account, world.CentralSite, Names.Central).Uri,
            Settings = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["DOMICILE_TOPOLOGY"] = $"ssm:{Names.TopologyParameter}",
                ["DOMICILE_SITE"] = world.CentralSite,
                ["DOMICILE_ROLES"] = "central",
            },
            TakesEvents = true,
            Place = new FunctionPlace(
                [.. network.LambdaSubnets.Select(subnet => subnet.AttrSubnetId)],
                network.LambdaGroup.AttrGroupId,
                keys.DataKey.AttrArn),
        };
        EventDoors.OpenQueue(
            ServerFunction.Add(this, "Central", plan),
            "Figures",
            Names.QueueArn(world.Account, world.CentralSite, Names.CentralQueue),
            Concurrency);
    }
}
