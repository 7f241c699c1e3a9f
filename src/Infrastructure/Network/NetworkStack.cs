using Amazon.CDK.AWS.EC2;
using Constructs;
using Domicile.Infrastructure.Stacks;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Network;

/// <summary>The two networks of a site.</summary>
internal sealed class NetworkStack : WorldStack
{
    public NetworkStack(Construct scope, SitePlan site)
        : base(scope, site, "Network")
    {
        Service = Vpc("Service", site.Service.ToString());
        Data = Vpc("Data", site.Data.ToString());
    }

    public CfnVPC Service { get; }

    public CfnVPC Data { get; }

    private CfnVPC Vpc(string name, string addresses) => new(this, name, new CfnVPCProps
    {
        CidrBlock = addresses,
        EnableDnsHostnames = true,
        EnableDnsSupport = true,
    });
}
