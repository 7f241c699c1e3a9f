using System.Text.Json;
using Domicile.Infrastructure.Tests.Checks;
using Domicile.Sharding.Topology.Aws;

namespace Domicile.Infrastructure.Tests.Network.Walk;

/// <summary>Reads the rules of security groups, whether they stand in the group or by themselves.</summary>
internal static class GroupRules
{
    private const int PortLast = 65535;

    /// <summary>The port of a rule for another protocol: no call of TCP has it.</summary>
    private const int NoTcp = PortLast + 1;

    public static IEnumerable<GroupRule> Of(Ground ground)
    {
        foreach (var rule in ground.Of("AWS::EC2::SecurityGroupIngress"))
        {
            yield return Read(ground, rule, rule.Properties, (ground.Ref(rule, "GroupId"), false));
        }

        foreach (var rule in ground.Of("AWS::EC2::SecurityGroupEgress"))
        {
            yield return Read(ground, rule, rule.Properties, (ground.Ref(rule, "GroupId"), true));
        }

        foreach (var group in ground.Of("AWS::EC2::SecurityGroup"))
        {
            foreach (var rule in Inline(ground, group))
            {
                yield return rule;
            }
        }
    }

    private static IEnumerable<GroupRule> Inline(Ground ground, Resource group)
    {
        foreach (var rule in Items(group, "SecurityGroupIngress"))
        {
            yield return Read(ground, group, rule, (Ground.Key(group), false));
        }

        var outwards = Items(group, "SecurityGroupEgress").ToList();
        foreach (var rule in outwards)
        {
            yield return Read(ground, group, rule, (Ground.Key(group), true));
        }

        if (outwards.Count == 0)
        {
            // AWS itself lets a group without such a rule out to everywhere.
            yield return new GroupRule(Ground.Key(group), Ground.Key(group), true, Ground.Everywhere, null)
            {
                First = 0,
                Last = PortLast,
            };
        }
    }

    private static IEnumerable<JsonElement> Items(Resource group, string property) =>
        group.Properties.TryGetProperty(property, out var rules) ? rules.EnumerateArray() : [];

    private static GroupRule Read(
        Ground ground, Resource at, JsonElement rule, (string Group, bool IsOutwards) what)
    {
        var isTcp = rule.GetProperty("IpProtocol").ToString() is "tcp" or "6" or "-1";
        var isAll = rule.GetProperty("IpProtocol").ToString() == "-1";
        AddressBlock? addresses = Find(ground, at, rule, "CidrIp") is { } block ? Ground.Block(block) : null;
        var peer = Find(ground, at, rule, "SourceSecurityGroupId", "DestinationSecurityGroupId");
        return new GroupRule(
            Ground.Key(at), what.Group, what.IsOutwards, addresses ?? (peer is null ? Ground.Everywhere : null), peer)
        {
            First = isAll ? 0 : isTcp ? rule.GetProperty("FromPort").GetInt32() : NoTcp,
            Last = isAll ? PortLast : isTcp ? rule.GetProperty("ToPort").GetInt32() : NoTcp,
        };
    }

    private static string? Find(Ground ground, Resource at, JsonElement rule, params string[] properties) =>
        properties.Select(property => rule.TryGetProperty(property, out var value)
                ? ground.References.Of(at.Stack, value)
                : null)
            .FirstOrDefault(value => value is not null);
}
