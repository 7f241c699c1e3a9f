using Amazon.CDK;
using Amazon.CDK.AWS.KMS;
using Constructs;
using Domicile.Infrastructure.Stacks;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Keys;

/// <summary>The key of the central database's data at rest. It stays when the stack goes.</summary>
internal sealed class CentralKeysStack : WorldStack
{
    private const int WaitingDays = 30;

    public CentralKeysStack(Construct scope, WorldPlan world)
        : base(scope, world, world.CentralSite, "Keys")
    {
        DataKey = new CfnKey(this, "Data", new CfnKeyProps
        {
            Description = "Data at rest of the central database",
            EnableKeyRotation = true,
            PendingWindowInDays = WaitingDays,
            KeyPolicy = DataKeyPolicy.Of(world.Account, world.CentralSite),
        });
        DataKey.ApplyRemovalPolicy(RemovalPolicy.RETAIN);
        var alias = new CfnAlias(this, "DataAlias", new CfnAliasProps
        {
            AliasName = Names.DataKey(Names.Central),
            TargetKeyId = DataKey.Ref,
        });
        alias.ApplyRemovalPolicy(RemovalPolicy.RETAIN);
    }

    public CfnKey DataKey { get; }
}
