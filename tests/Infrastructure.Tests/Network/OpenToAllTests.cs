using Domicile.Infrastructure.Tests.Network.Walk;

namespace Domicile.Infrastructure.Tests.Network;

public sealed class OpenToAllTests
{
    [Fact]
    public void Every_rule_that_names_all_addresses_has_its_reason_and_each_reason_a_rule()
    {
        var open = Checks.SynthesizedWorlds.All
            .SelectMany(world => Open(new Ground(world.Templates, world.Waves)))
            .ToList();
        Assert.DoesNotContain(open, rule => Reason(rule) is null);
        Assert.DoesNotContain(OpenToAll.Reasons.Keys, end => !open.Exists(rule => Fits(rule, end)));
    }

    [Theory]
    [InlineData("0.0.0.0/0")]
    [InlineData("10.0.0.0/7")]
    public void A_rule_that_is_wider_than_the_world_is_found(string addresses)
    {
        var world = Synthesized.OneRegion;
        const string Stack = "Domicile-eu-eu-central-1-Network";
        var planted = world.Templates.With(Stack, "Mole", Faults.RuleIn(addresses));
        var found = Open(new Ground(planted, world.Waves)).Single(rule => Reason(rule) is null);
        Assert.Equal($"{Stack}/Mole", found.Id);
    }

    [Fact]
    public void A_group_that_says_nothing_of_ways_out_is_found()
    {
        var world = Synthesized.OneRegion;
        const string Stack = "Domicile-eu-eu-central-1-Network";
        var planted = world.Templates.Changed(Stack, "DatabaseGroup.SecurityGroupEgress", null);
        var found = Open(new Ground(planted, world.Waves)).Single(rule => Reason(rule) is null);
        Assert.Equal($"{Stack}/DatabaseGroup", found.Id);
    }

    /// <summary>Rules for addresses that no network of the world holds whole.</summary>
    private static IEnumerable<GroupRule> Open(Ground ground) =>
        from rule in ground.Rules
        where rule.Addresses is { } addresses
            && !ground.Networks.Values.Any(network => network.Contains(addresses))
            && !IsNowhere(rule)
        select rule;

    /// <summary>A rule that lets no TCP through, which stands in the place of a way out.</summary>
    private static bool IsNowhere(GroupRule rule) => rule.First > 65535;

    private static string? Reason(GroupRule rule) =>
        OpenToAll.Reasons.FirstOrDefault(reason => Fits(rule, reason.Key)).Value;

    private static bool Fits(GroupRule rule, string end) => rule.Id.EndsWith(end, StringComparison.Ordinal);
}
