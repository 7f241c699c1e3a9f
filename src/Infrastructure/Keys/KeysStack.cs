using Amazon.CDK;
using Amazon.CDK.AWS.KMS;
using Constructs;
using Domicile.Infrastructure.Stacks;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Keys;

/// <summary>
/// The keys of a site: one of its own for data at rest, and three that all sites of the region have in common, so that
/// a reader site can take over: what wraps users' keys, what signs certificates and what signs audit packages. Those
/// three begin in the writer site; a reader site has copies. None goes when the stack goes.
/// </summary>
internal sealed class KeysStack : WorldStack
{
    /// <summary>Thirty days: the longest time to notice that a key is needed after all.</summary>
    private const int WaitingDays = 30;

    private readonly SitePlan site;

    public KeysStack(Construct scope, SitePlan site)
        : base(scope, site, "Keys")
    {
        this.site = site;
        var region = site.Region;
        DataKey = new CfnKey(this, "Data", new CfnKeyProps
        {
            Description = $"Data at rest of {region.Name} in {site.Name}",
            EnableKeyRotation = true,
            PendingWindowInDays = WaitingDays,
            KeyPolicy = DataKeyPolicy.Of(region.Account, site.Name),
        });
        Keep(DataKey, Names.DataKey(region.Name), "Data");

        Shared("UserKeys", Names.UserKeys(region.Name, 1), $"Wraps the keys of users of {region.Name}, generation 1");
        Shared("Signing", Names.SigningKey(region.Name), $"Signs certificates of {region.Name}");
        Shared("Audit", Names.AuditKey(region.Name), $"Signs audit packages of {region.Name}");
    }

    /// <summary>The site's key for data at rest.</summary>
    public CfnKey DataKey { get; }

    private void Shared(string name, string alias, string description)
    {
        var isForUsers = name == "UserKeys";
        CfnResource key;
        if (site.IsWriter)
        {
            var made = new CfnKey(this, name, new CfnKeyProps
            {
                Description = description,
                MultiRegion = true,
                KeySpec = isForUsers ? "SYMMETRIC_DEFAULT" : "ECC_NIST_P256",
                KeyUsage = isForUsers ? "ENCRYPT_DECRYPT" : "SIGN_VERIFY",

                // Users' keys are wrapped anew by the next generation, and the old one is destroyed: what KMS turns by
                // itself keeps all that it ever was.
                EnableKeyRotation = false,
                PendingWindowInDays = WaitingDays,
                KeyPolicy = PolicyOf(name),
            });
            GiveOut($"{name}Arn", made.AttrArn, description);
            key = made;
        }
        else
        {
            var primary = Filled(
                $"{name}Primary",
                (NameOf(site.Region.WriterSite, "Keys"), $"{name}Arn"),
                $"{description}: the key to copy");
            key = new CfnReplicaKey(this, name, new CfnReplicaKeyProps
            {
                Description = description,
                PrimaryKeyArn = primary.ValueAsString,
                PendingWindowInDays = WaitingDays,
                KeyPolicy = PolicyOf(name),
            });
        }

        if (isForUsers)
        {
            Amazon.CDK.Tags.Of(key).Add("domicile:use", "user-keys");
        }

        Keep(key, alias, name);
    }

    private Dictionary<string, object> PolicyOf(string name) => name switch
    {
        "UserKeys" => UserKeyPolicy.Of(site.Region),
        "Signing" => SigningKeyPolicy.Of(site.Region, "api", "workers"),
        _ => SigningKeyPolicy.Of(site.Region, "workers"),
    };

    private void Keep(CfnResource key, string alias, string name)
    {
        key.ApplyRemovalPolicy(RemovalPolicy.RETAIN);
        var named = new CfnAlias(this, $"{name}Alias", new CfnAliasProps { AliasName = alias, TargetKeyId = key.Ref });
        named.ApplyRemovalPolicy(RemovalPolicy.RETAIN);
    }
}
