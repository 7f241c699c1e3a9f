using System.Text.Json;
using System.Text.RegularExpressions;
using Domicile.Infrastructure.Tests.Network.Walk;

namespace Domicile.Infrastructure.Tests.Deployment;

/// <summary>
/// No region needs another to serve or to be deployed: its templates name nothing of another's but the queue that it
/// sends messages to, which it can do without for days, and who may send to its own.
/// </summary>
public sealed class StabilityTests
{
    [Fact]
    public void Templates_of_a_region_name_nothing_of_another_but_its_queue()
    {
        foreach (var world in Checks.SynthesizedWorlds.All)
        {
            Assert.Empty(Dependences(world, world.Templates));
        }
    }

    [Theory]
    [InlineData("""{ "Fn::ImportValue": "Domicile-br-sa-east-1-Keys:Export" }""")]
    [InlineData("\"arn:aws:kms:sa-east-1:222222222223:key/1\"")]
    [InlineData("\"arn:aws:sqs:sa-east-1:222222222223:domicile-br-wake\"")]
    [InlineData("\"domicile/br/s1/server\"")]
    [InlineData("\"/domicile/br/nodes/s1\"")]
    [InlineData("\"br.bank.example\"")]
    public void A_name_of_another_region_is_found(string value)
    {
        var world = Synthesized.FourRegions;
        var planted = world.Templates.With(
            "Domicile-eu-eu-west-1-Network",
            "Mole",
            $$"""{ "Type": "AWS::SSM::Parameter", "Properties": { "Value": {{value}} } }""");
        var found = Assert.Single(Dependences(world, planted));
        Assert.StartsWith("Domicile-eu-eu-west-1-Network of eu names ", found, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Dependences(
        Synthesized world, IReadOnlyDictionary<string, JsonElement> templates) =>
        from own in world.World.Regions
        from other in world.World.Regions
        where own.Name != other.Name
        let queue = new Regex(
            $"^(arn:aws:sqs:{other.WriterSite.Name}:[0-9]+:|https://sqs\\.{other.WriterSite.Name}\\."
            + $"amazonaws\\.com/[0-9]+/)domicile-{other.Name}$")
        let caller = new Regex($"^arn:aws:iam::[0-9]+:(root|role/domicile-{other.Name}-workers)$")
        let theirs = new Regex(
            $"[Dd]omicile[-/]{other.Name}([-/]|$)|:{Account(own, other)}:|(^|[^a-z0-9-]){Regex.Escape(other.Host)}")
        from template in templates
        where Ground.Region(template.Key) == own.Name
        from text in Texts(template.Value)
        where theirs.IsMatch(text) && !queue.IsMatch(text)
        where !(template.Key.EndsWith("-Messaging", StringComparison.Ordinal) && caller.IsMatch(text))
        select $"{template.Key} of {own.Name} names {text}, which is {other.Name}'s";

    /// <summary>The other's account, where the two have accounts of their own.</summary>
    private static string Account(Infrastructure.Worlds.RegionPlan own, Infrastructure.Worlds.RegionPlan other) =>
        own.Account == other.Account ? "no account" : other.Account;

    private static IEnumerable<string> Texts(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Texts(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Texts),
        JsonValueKind.String => [element.GetString()!],
        _ => [],
    };
}
