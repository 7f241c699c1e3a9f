using System.Text.Json;
using Domicile.Infrastructure.Tests.Checks;

namespace Domicile.Infrastructure.Tests.Identity;

/// <summary>IAM counts the characters of policies, without white space, and refuses what is too long.</summary>
public sealed class PolicyLengthTests
{
    private const int InlineMax = 10240;
    private const int ManagedMax = 6144;

    [Fact]
    public void No_role_has_more_policy_than_IAM_takes() => Assert.All(
        SynthesizedWorlds.Resources.Where(one => one.Type == "AWS::IAM::Role"
            && one.Properties.TryGetProperty("Policies", out _)),
        role => Assert.True(
            role.Properties.GetProperty("Policies").EnumerateArray().Sum(Length) <= InlineMax, $"{role}"));

    [Fact]
    public void No_managed_policy_is_longer_than_IAM_takes() => Assert.All(
        SynthesizedWorlds.Resources.Where(one => one.Type == "AWS::IAM::ManagedPolicy"),
        policy => Assert.True(Length(policy.Properties) <= ManagedMax, $"{policy}"));

    private static int Length(JsonElement policy) =>
        JsonSerializer.Serialize(policy.GetProperty("PolicyDocument")).Length;
}
