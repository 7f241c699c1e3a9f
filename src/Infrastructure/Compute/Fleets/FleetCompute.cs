using Amazon.CDK.AWS.Logs;
using Domicile.Infrastructure.Compute.Functions;
using Domicile.Infrastructure.Compute.Limits;
using Domicile.Infrastructure.Network;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Compute.Fleets;

/// <summary>
/// A site's servers on instances of their own: the API's behind a load balancer, the workers' behind nothing.
/// </summary>
internal static class FleetCompute
{
    /// <summary>Amazon Linux 2023 for AWS's own processors; AWS moves the parameter to each new image.</summary>
    private const string SystemImage = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64";

    public static void Add(ComputeStack stack, SitePlan site, SiteParts parts)
    {
        _ = new CfnLogGroup(stack, "ServerLogs", new CfnLogGroupProps
        {
            LogGroupName = Names.Logs(site.Region.Name, "servers"),
            RetentionInDays = ServerFunction.RetentionDays,
        });
        var doors = new SiteDoors(stack, site, parts, Doors.Server);
        doors.WaitFor(FleetMaker.Make(stack, Fleet(stack, site, parts, ServerSettings.Api) with
        {
            Max = FleetPlan.ApiMax(site),
            Targets = doors.TargetArns,
        }));
        if (site.IsWriter)
        {
            FleetMaker.Make(stack, Fleet(stack, site, parts, ServerSettings.Workers));
        }

        Patching.Add(stack);
    }

    private static Fleet Fleet(ComputeStack stack, SitePlan site, SiteParts parts, string role)
    {
        var id = role == ServerSettings.Api ? "Api" : "Workers";
        return new Fleet(
            id, Names.ServerRole(site.Region.Name, role), FleetPlan.OfRoleMin, FleetPlan.WorkersMax)
        {
            SystemImage = SystemImage,
            Role = Names.ServerRole(site.Region.Name, role),
            Groups = [parts.Network.ServerGroup.AttrGroupId],
            Subnets = parts.ServiceSubnets,
            UserData = ServerStart.Of(stack, site, $"{id}Fleet", role),
            Signals = true,
        };
    }
}
