using System.Text.Json;

namespace Domicile.Infrastructure.Tests.Identity.Policies;

/// <summary>The evaluator itself, on small policies.</summary>
public sealed class RightsTests
{
    private const string Allow = """{ "Statement": [{ "Effect": "Allow", "Action": "s3:Get*", "Resource": "a/*" }] }""";

    [Theory]
    [InlineData("s3:GetObject", "a/b", null)]
    [InlineData("S3:getobject", "a/b", null)]
    [InlineData("s3:PutObject", "a/b", "no policy allows it")]
    [InlineData("s3:GetObject", "b/b", "no policy allows it")]
    public void What_no_sentence_allows_is_refused(string action, string resource, string? refusal) =>
        Assert.Equal(refusal, Of(Allow).Refusal(new AwsRequest(action, resource)));

    [Fact]
    public void A_denial_wins_wherever_it_stands()
    {
        const string deny = """{ "Statement": { "Sid": "D", "Effect": "Deny", "Action": "*", "Resource": "a/b" } }""";
        var request = new AwsRequest("s3:GetObject", "a/b");
        Assert.Equal("own denies it: D", Of(Allow, deny).Refusal(request));
        Assert.Equal(
            "guardrail denies it: D",
            new Rights { Own = [Read(Allow)], Guardrails = [Read(deny, "guardrail")] }.Refusal(request));
        Assert.Equal(
            "boundary denies it: D",
            new Rights { Own = [Read(Allow)], Boundary = Read(deny, "boundary") }.Refusal(request));
    }

    [Fact]
    public void A_boundary_allows_nothing_and_must_allow()
    {
        var request = new AwsRequest("s3:GetObject", "a/b");
        const string other = """{ "Statement": [{ "Effect": "Allow", "Action": "sqs:*", "Resource": "*" }] }""";
        Assert.Equal(
            "boundary does not allow it",
            new Rights { Own = [Read(Allow)], Boundary = Read(other, "boundary") }.Refusal(request));
        Assert.False(new Rights { Own = [], Boundary = Read(Allow) }.May(request));
    }

    [Fact]
    public void All_but_some_actions_leaves_those_out()
    {
        var rights = Of("""{ "Statement": [{ "Effect": "Allow", "NotAction": ["s3:*"], "Resource": "*" }] }""");
        Assert.True(rights.May(new AwsRequest("sqs:SendMessage", "q")));
        Assert.False(rights.May(new AwsRequest("s3:GetObject", "o")));
    }

    [Theory]
    [InlineData("StringEquals", "eu", true)]
    [InlineData("StringEquals", "us", false)]
    [InlineData("StringEquals", null, false)]
    [InlineData("StringNotEquals", "eu", false)]
    [InlineData("StringNotEquals", null, true)]
    [InlineData("StringEqualsIfExists", null, true)]
    [InlineData("StringEqualsIfExists", "us", false)]
    [InlineData("ForAnyValue:StringEquals", null, false)]
    [InlineData("ForAnyValue:StringNotEquals", "us", true)]
    [InlineData("ForAllValues:StringEquals", null, true)]
    [InlineData("ArnNotLike", "us", true)]
    public void A_condition_holds_as_IAM_says(string name, string? given, bool holds)
    {
        var condition = new PolicyCondition(name, "k", ["eu"]);
        Assert.Equal(
            holds, condition.Holds(given is null ? [] : new Dictionary<string, string[]> { ["k"] = [given] }));
    }

    [Fact]
    public void An_operator_that_is_not_known_is_not_guessed() => Assert.Throws<NotSupportedException>(() =>
        new PolicyCondition("DateGreaterThan", "k", ["x"]).Holds(new Dictionary<string, string[]> { ["k"] = ["y"] }));

    private static Rights Of(params string[] policies) =>
        new() { Own = [.. policies.Select(policy => Read(policy))] };

    private static PolicyDocument Read(string policy, string place = "own") =>
        PolicyDocument.Of(place, JsonElement.Parse(policy));
}
