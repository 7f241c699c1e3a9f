using Constructs;
using Domicile.Infrastructure.Compute;
using Domicile.Infrastructure.Compute.Functions;
using Domicile.Infrastructure.Compute.Limits;
using Domicile.Infrastructure.Identity;
using Domicile.Infrastructure.Keys;
using Domicile.Infrastructure.Network;
using Domicile.Infrastructure.Stacks;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Data;

/// <summary>What the central function enters its database with, and what rotates it.</summary>
internal sealed class CentralSecretsStack : WorldStack
{
    private static readonly string Function = Names.RotationFunction(Names.Central);

    public CentralSecretsStack(
        Construct scope,
        WorldPlan world,
        CentralNetworkStack network,
        (CentralKeysStack Keys, CentralDataStack Data) of)
        : base(scope, world, world.CentralSite, "Secrets")
    {
        StandsAfter(NameOf(world.CentralSite, "Image"));
        var arn = $"{world.CentralSite}:{world.Account}";
        var role = new RoleMaker(this, boundary: null).Make(
            "RotationRole",
            Function,
            SecretTurns.Trust(world.Account),
            SecretTurns.Grants(
                [of.Data.Begun.Node],
                $"arn:aws:secretsmanager:{arn}:secret:",
                $"arn:aws:ssm:{arn}:parameter",
                $"arn:aws:logs:{arn}:log-group:{Names.FunctionLogs(Function)}"));
        var turns = new SecretTurns(this, of.Keys.DataKey, []);
        var rotation = turns.Function(
            new FunctionPlan(Function, role.AttrArn, FunctionTimes.EventTimeout, 1)
            {
                Image = new ServerImage(this, world.Account, world.CentralSite, Names.Central).Uri,
                Settings = new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["DOMICILE_TOPOLOGY"] = $"ssm:{Names.TopologyParameter}",
                    ["DOMICILE_SITE"] = world.CentralSite,
                    ["DOMICILE_ROLES"] = "rotation",
                },
                TakesEvents = true,
                Place = new FunctionPlace(
                    [.. network.LambdaSubnets.Select(subnet => subnet.AttrSubnetId)],
                    network.LambdaGroup.AttrGroupId,
                    of.Keys.DataKey.AttrArn),
            },
            world.Account);
        turns.Turn(of.Data.Begun, rotation);
    }
}
