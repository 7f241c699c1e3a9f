using Constructs;
using Domicile.Infrastructure.Compute;
using Domicile.Infrastructure.Compute.Functions;
using Domicile.Infrastructure.Compute.Limits;
using Domicile.Infrastructure.Identity;
using Domicile.Infrastructure.Stacks;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Data;

/// <summary>
/// What a region's roles enter its nodes with, and what rotates it, in the writer site. Secrets Manager copies each
/// secret to the reader sites under their own keys; a copy is rotated with its original.
/// </summary>
internal sealed class SecretsStack : WorldStack
{
    public SecretsStack(Construct scope, SitePlan site, SiteParts parts, DataStack data)
        : base(scope, site, "Secrets")
    {
        var region = site.Region;
        var readers = region.ReaderSites.ToList();
        StandsAfter(NameOf(site, "Image"));
        foreach (var reader in readers)
        {
            StandsAfter(NameOf(reader, "Keys"));
        }

        _ = NodeSecrets.HashKey(this, region.Name, parts.Keys.DataKey, readers);
        var arn = $"{site.Name}:{region.Account}";
        var name = Names.RotationFunction(region.Name);
        var role = new RoleMaker(this, RoleNames.BoundaryArn(region)).Make(
            "RotationRole",
            name,
            SecretTurns.Trust(region.Account),
            SecretTurns.Grants(
                data.Begun.Select(begun => begun.Node),
                $"arn:aws:secretsmanager:{arn}:secret:",
                $"arn:aws:ssm:{arn}:parameter",
                $"arn:aws:logs:{arn}:log-group:{Names.FunctionLogs(name)}"));
        var turns = new SecretTurns(this, parts.Keys.DataKey, readers);
        var rotation = turns.Function(
            new FunctionPlan(name, role.AttrArn, FunctionTimes.EventTimeout, SecretTurns.Concurrency)
            {
                Image = new ServerImage(this, region.Account, site.Name, region.Name).Uri,
                Settings = new Dictionary<string, string>(ServerSettings.Known(site), StringComparer.Ordinal)
                {
                    ["DOMICILE_ROLES"] = "rotation",
                },
                TakesEvents = true,
                Place = new FunctionPlace(
                    [.. parts.Network.ServiceSubnets.Select(subnet => subnet.AttrSubnetId)],
                    parts.Network.LambdaGroup.AttrGroupId,
                    parts.Keys.DataKey.AttrArn),
            },
            region.Account);
        foreach (var begun in data.Begun)
        {
            turns.Turn(begun, rotation);
        }
    }
}
