using System.Text.Json;

namespace Domicile.Infrastructure.Tests.Compute;

/// <summary>The same region with each choice of compute, in one writer and one reader site.</summary>
public sealed class ComputeChoiceTests
{
    private static readonly Lazy<Dictionary<string, Synthesized>> Choices = new(() =>
        new[] { "lambda", "ec2", "kubernetes" }.ToDictionary(
            choice => choice, choice => Synthesized.Of(Topologies.OfCompute(choice))));

    [Theory]
    [InlineData("lambda", "ec2")]
    [InlineData("ec2", "kubernetes")]
    [InlineData("kubernetes", "lambda")]
    public void Another_choice_changes_the_compute_stacks_and_the_networks_doors_to_AWS_and_nothing_else(
        string one, string other)
    {
        var (before, after) = (Choices.Value[one], Choices.Value[other]);
        Assert.Equal(before.Templates.Keys.Order(), after.Templates.Keys.Order());
        var changed = before.Templates
            .Where(template => !JsonElement.DeepEquals(template.Value, after.Templates[template.Key]))
            .Select(template => template.Key)
            .ToList();
        Assert.Equal(
            [
                "Domicile-eu-eu-central-1-Compute", "Domicile-eu-eu-central-1-Network",
                "Domicile-eu-eu-west-1-Compute", "Domicile-eu-eu-west-1-Network",
            ],
            changed.Except(OnlyGivenOutAnew(before, after)).Except(OnlyWatchedAnew(changed, before, after))
                .Order(StringComparer.Ordinal));
        foreach (var network in changed.Where(stack => stack.EndsWith("-Network", StringComparison.Ordinal)))
        {
            Assert.Equal(Others(before.Templates[network]), Others(after.Templates[network]));
        }
    }

    /// <summary>
    /// A stack's new form is deployed before those that stand on it get theirs, and CloudFormation takes nothing back
    /// that one of them still uses.
    /// </summary>
    [Theory]
    [InlineData("lambda")]
    [InlineData("ec2")]
    [InlineData("kubernetes")]
    public void Whatever_servers_stand_on_is_still_given_out_when_another_choice_is_deployed(string choice)
    {
        var standing = Choices.Value[choice];
        foreach (var (name, other) in Choices.Value.Where(other => other.Key != choice))
        {
            Assert.Equal([], Borrowed(standing).Except(Lent(other)).Select(export => $"{choice} to {name}: {export}"));
        }
    }

    [Fact]
    public void Servers_stand_while_the_regions_own_users_give_way_to_another_issuer()
    {
        var standing = Choices.Value["lambda"];
        var other = Synthesized.Of(Topologies.OfCompute("lambda").Replace(
            "\"compute\":", "\"issuer\": \"https://people.example/eu\", \"compute\":", StringComparison.Ordinal));
        Assert.Empty(other.Resources("Domicile-eu-eu-west-1-Edge", "AWS::Cognito::UserPool"));
        Assert.Equal([], Borrowed(standing).Except(Lent(other)));
    }

    [Theory]
    [InlineData("lambda", "AWS::Lambda::Function", 3)]
    [InlineData("lambda", "AWS::ApiGatewayV2::Api", 1)]
    [InlineData("lambda", "AWS::AutoScaling::AutoScalingGroup", 0)]
    [InlineData("ec2", "AWS::Lambda::Function", 1)]
    [InlineData("ec2", "AWS::AutoScaling::AutoScalingGroup", 2)]
    [InlineData("ec2", "AWS::ElasticLoadBalancingV2::LoadBalancer", 2)]
    [InlineData("kubernetes", "AWS::Lambda::Function", 1)]
    [InlineData("kubernetes", "AWS::EKS::Cluster", 1)]
    [InlineData("kubernetes", "AWS::ElasticLoadBalancingV2::LoadBalancer", 2)]
    public void Each_choice_makes_what_it_is_named_after(string choice, string type, int count) =>
        Assert.Equal(count, Choices.Value[choice].Resources("Domicile-eu-eu-west-1-Compute", type).Count());

    [Theory]
    [InlineData("lambda")]
    [InlineData("ec2")]
    [InlineData("kubernetes")]
    public void Figures_and_documents_are_carried_by_functions_in_every_choice(string choice)
    {
        var world = Choices.Value[choice];
        Assert.Contains(
            world.Resources("Domicile-eu-eu-west-1-Compute", "AWS::Lambda::Function"),
            function => function.Properties.GetProperty("FunctionName").GetString() == "domicile-eu-documents");
        var central = Assert.Single(world.Resources("Domicile-world-eu-west-1-Compute", "AWS::Lambda::Function"));
        Assert.Equal("domicile-central", central.Properties.GetProperty("FunctionName").GetString());
    }

    [Theory]
    [InlineData("lambda")]
    [InlineData("ec2")]
    [InlineData("kubernetes")]
    public void The_regions_host_leads_to_the_nearest_site_that_answers(string choice)
    {
        foreach (var site in new[] { "eu-west-1", "eu-central-1" })
        {
            var hosts = Choices.Value[choice].Resources($"Domicile-eu-{site}-Compute", "AWS::Route53::RecordSet")
                .Select(record => record.Properties)
                .ToDictionary(record => record.GetProperty("Name").GetString()!);
            Assert.True(hosts.ContainsKey($"{site}.eu.domicile.example"));
            Assert.Equal(site == "eu-west-1", hosts.ContainsKey("writer.eu.domicile.example"));
            var region = hosts["eu.domicile.example"];
            Assert.Equal(site, region.GetProperty("Region").GetString());
            Assert.Equal("SiteCheck", region.GetProperty("HealthCheckId").GetProperty("Fn::GetAtt")[0].GetString());
        }
    }

    /// <summary>
    /// Stacks that give more or less out, because others refer to more or less of them, and are otherwise the same.
    /// </summary>
    private static IEnumerable<string> OnlyGivenOutAnew(Synthesized before, Synthesized after) =>
        from template in before.Templates
        where !template.Key.EndsWith("-Network", StringComparison.Ordinal)
        where JsonElement.DeepEquals(
            template.Value.GetProperty("Resources"), after.Templates[template.Key].GetProperty("Resources"))
        select template.Key;

    /// <summary>Stacks that watch other servers, and have the same besides their alarms and dashboards.</summary>
    private static IEnumerable<string> OnlyWatchedAnew(
        IEnumerable<string> changed, Synthesized before, Synthesized after) =>
        from stack in changed
        where stack.EndsWith("-Operations", StringComparison.Ordinal)
        where Unwatched(before.Templates[stack]).SequenceEqual(Unwatched(after.Templates[stack]))
        select stack;

    private static IEnumerable<string> Unwatched(JsonElement template) =>
        from resource in template.GetProperty("Resources").EnumerateObject()
        where resource.Value.GetProperty("Type").GetString()
            is not ("AWS::CloudWatch::Alarm" or "AWS::CloudWatch::Dashboard")
        orderby resource.Name
        select $"{resource.Name} {resource.Value.GetRawText()}";

    /// <summary>What stacks use of one another, by the names of the exports.</summary>
    private static IEnumerable<string> Borrowed(Synthesized world) =>
        world.Templates.Values.SelectMany(Imports).Distinct().Order(StringComparer.Ordinal);

    private static IEnumerable<string> Imports(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => member.Name == "Fn::ImportValue"
            ? [member.Value.GetString()!]
            : Imports(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Imports),
        _ => [],
    };

    private static IEnumerable<string> Lent(Synthesized world) =>
        from template in world.Templates.Values
        where template.TryGetProperty("Outputs", out _)
        from output in template.GetProperty("Outputs").EnumerateObject()
        where output.Value.TryGetProperty("Export", out _)
        select output.Value.GetProperty("Export").GetProperty("Name").GetString()!;

    /// <summary>All resources but the private ways to AWS, by their texts.</summary>
    private static IEnumerable<string> Others(JsonElement template) =>
        from resource in template.GetProperty("Resources").EnumerateObject()
        where resource.Value.GetProperty("Type").GetString() != "AWS::EC2::VPCEndpoint"
        orderby resource.Name
        select $"{resource.Name} {resource.Value.GetRawText()}";
}
