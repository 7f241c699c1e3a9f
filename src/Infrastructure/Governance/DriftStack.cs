using Amazon.CDK.AWS.Config;
using Constructs;
using Domicile.Infrastructure.Stacks;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Governance;

/// <summary>
/// The rules by which AWS Config sees drift in one site. They need a recorder, ours or the account's own.
/// </summary>
internal sealed class DriftStack : WorldStack
{
    public DriftStack(Construct scope, SitePlan site)
        : base(scope, site, "Drift")
    {
        StandsAfter(NameOf(site, GovernanceStack.Room));
        foreach (var rule in DriftRules.All)
        {
            Make(site, rule);
        }
    }

    private void Make(SitePlan site, DriftRule rule)
    {
        var id = string.Concat(rule.Name.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        _ = new CfnConfigRule(this, id, new CfnConfigRuleProps
        {
            ConfigRuleName = $"domicile-{site.Region.Name}-{rule.Name}",
            Description = rule.Reason,
            InputParameters = rule.Inputs.Count > 0 ? rule.Inputs : null,
            Scope = rule.Types.Count > 0
                ? new CfnConfigRule.ScopeProperty { ComplianceResourceTypes = [.. rule.Types] }
                : null,
            Source = new CfnConfigRule.SourceProperty { Owner = "AWS", SourceIdentifier = rule.Identifier },
        });
    }
}
