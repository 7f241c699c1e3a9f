using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.IAM;
using Domicile.Infrastructure.Stacks;
using Domicile.Infrastructure.Worlds;
using ComputeChoice = Domicile.Sharding.Topology.Aws.Compute;

namespace Domicile.Infrastructure.Network;

/// <summary>
/// Private ways from a site's service subnets to AWS itself. Each serves the own account only: nobody can carry
/// data through them with the credentials of another.
/// </summary>
internal static class AwsDoors
{
    /// <summary>What every server and function calls.</summary>
    private static readonly string[] Services =
        ["sqs", "secretsmanager", "kms", "monitoring", "logs", "ssm"];

    /// <summary>
    /// What machines need besides: images, Session Manager and patches. Systems Manager's agent also knew
    /// <c>ec2messages</c>; newer ones do without it, and AWS Regions opened since 2024 do not have it.
    /// </summary>
    private static readonly string[] MachineServices = ["ecr.api", "ecr.dkr", "ssmmessages"];

    /// <summary>What the nodes and pods of Kubernetes need besides.</summary>
    private static readonly string[] KubernetesServices = ["ec2", "sts", "eks", "eks-auth"];

    public static IEnumerable<string> Of(ComputeChoice compute) => compute switch
    {
        ComputeChoice.Ec2 => [.. Services, .. MachineServices],
        ComputeChoice.Kubernetes => [.. Services, .. MachineServices, .. KubernetesServices],
        _ => Services,
    };

    public static void Open(WorldStack stack, SitePlan site, Tier tier, CfnSecurityGroup group)
    {
        foreach (var service in Of(site.Region.Topology.Aws.Compute))
        {
            var door = new CfnVPCEndpoint(stack, $"{Id(service)}Endpoint", new CfnVPCEndpointProps
            {
                ServiceName = $"com.amazonaws.{site.Name}.{service}",
                VpcEndpointType = "Interface",
                VpcId = tier.Network.AttrVpcId,
                SubnetIds = tier.Ids,
                SecurityGroupIds = [group.AttrGroupId],
                PrivateDnsEnabled = true,
                PolicyDocument = OwnAccount(site.Region.Account),
            });
            stack.TagUnknown(door, service);
        }

        var objects = new CfnVPCEndpoint(stack, "S3Endpoint", new CfnVPCEndpointProps
        {
            ServiceName = $"com.amazonaws.{site.Name}.s3",
            VpcEndpointType = "Gateway",
            VpcId = tier.Network.AttrVpcId,
            RouteTableIds = [.. tier.Tables.Select(table => table.AttrRouteTableId)],
            PolicyDocument = Objects(site),
        });
        stack.TagUnknown(objects, "s3");
    }

    private static string Id(string service) =>
        string.Concat(service.Split('.', '-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    private static PolicyDocument OwnAccount(string account) => new(new PolicyDocumentProps
    {
        Statements = [Own(account)],
    });

    private static PolicyStatement Own(string account) => new(new PolicyStatementProps
    {
        Sid = "OwnAccount",
        Principals = [new AnyPrincipal()],
        Actions = ["*"],
        Resources = ["*"],
        Conditions = new Dictionary<string, object>
        {
            ["StringEquals"] = new Dictionary<string, string> { ["aws:PrincipalAccount"] = account },
        },
    });

    /// <summary>
    /// Besides the account's own objects, what machines fetch from buckets of AWS itself, partly with AWS's own
    /// signature: layers of images, packages of Amazon Linux, patches.
    /// </summary>
    private static PolicyDocument Objects(SitePlan site) => new(new PolicyDocumentProps
    {
        Statements = site.Region.Topology.Aws.Compute == ComputeChoice.Lambda
            ? [Own(site.Region.Account)]
            : [Own(site.Region.Account), FromAws(site.Name)],
    });

    private static PolicyStatement FromAws(string site) => new(new PolicyStatementProps
    {
        Sid = "FromAws",
        Principals = [new AnyPrincipal()],
        Actions = ["s3:GetObject"],
        Resources =
        [
            $"arn:aws:s3:::prod-{site}-starport-layer-bucket/*",
            $"arn:aws:s3:::al2023-repos-{site}-de612dc2/*",
            $"arn:aws:s3:::amazon-ssm-{site}/*",
            $"arn:aws:s3:::aws-ssm-{site}/*",
            $"arn:aws:s3:::aws-patch-manager-{site}-*/*",
            $"arn:aws:s3:::patch-baseline-snapshot-{site}/*",
        ],
    });
}
