using System.Text.Json;
using Domicile.Infrastructure.Governance;
using Domicile.Infrastructure.Tests.Checks;

namespace Domicile.Infrastructure.Tests.Governance;

public sealed class EvidenceTests
{
    [Fact]
    public void Every_account_has_a_trail_over_all_AWS_Regions_whose_files_can_be_checked()
    {
        foreach (var world in SynthesizedWorlds.All)
        {
            var trails = Resource.Of(world.Templates).Where(one => one.Type == "AWS::CloudTrail::Trail").ToList();
            Assert.Equal(world.World.Regions.Count + 1, trails.Count);
            Assert.All(trails, trail =>
            {
                Assert.True(trail.Properties.GetProperty("IsMultiRegionTrail").GetBoolean());
                Assert.True(trail.Properties.GetProperty("EnableLogFileValidation").GetBoolean());
                Assert.True(trail.Properties.GetProperty("IsLogging").GetBoolean());
            });
        }
    }

    [Fact]
    public void A_change_outside_of_the_regions_sites_is_counted()
    {
        var filter = Assert.Single(Synthesized.FourRegions.Resources(
            "Domicile-eu-eu-west-1-Governance", "AWS::Logs::MetricFilter"));
        Assert.Equal(
            "{ ($.readOnly IS FALSE) && ($.errorCode NOT EXISTS) && ($.eventSource != \"signin.amazonaws.com\")"
                + " && ($.awsRegion != \"eu-west-1\")"
                + " && ($.awsRegion != \"eu-central-1\") && ($.awsRegion != \"eu-north-1\")"
                + " && ($.awsRegion != \"us-east-1\") }",
            filter.Properties.GetProperty("FilterPattern").GetString());
    }

    [Fact]
    public void Drift_is_looked_for_in_every_site()
    {
        foreach (var site in Synthesized.FourRegions.World.Sites)
        {
            var rules = Synthesized.FourRegions
                .Resources($"Domicile-{site.Region.Name}-{site.Name}-Drift", "AWS::Config::ConfigRule")
                .Select(rule => rule.Properties.GetProperty("Source").GetProperty("SourceIdentifier").GetString());
            Assert.Equal(DriftRules.All.Select(rule => rule.Identifier).Order(), rules.Order());
        }
    }

    [Fact]
    public void A_recorder_is_made_only_where_the_account_has_none()
    {
        var template = Synthesized.FourRegions.Templates["Domicile-eu-eu-north-1-Governance"];
        var parameter = template.GetProperty("Parameters").GetProperty("ConfigRecorder");
        Assert.Equal("create", parameter.GetProperty("Default").GetString());
        foreach (var id in new[] { "Recorder", "Channel" })
        {
            Assert.Equal(
                "RecorderIsOurs",
                template.GetProperty("Resources").GetProperty(id).GetProperty("Condition").GetString());
        }
    }

    [Fact]
    public void Evidence_lies_in_private_buckets_that_stay()
    {
        var buckets = SynthesizedWorlds.Resources
            .Where(one => one.Type == "AWS::S3::Bucket" && one.Stack.EndsWith("-Governance", StringComparison.Ordinal))
            .ToList();
        Assert.NotEmpty(buckets);
        Assert.All(buckets, bucket =>
        {
            Assert.Equal("Retain", bucket.Body.GetProperty("DeletionPolicy").GetString());
            Assert.All(
                bucket.Properties.GetProperty("PublicAccessBlockConfiguration").EnumerateObject(),
                block => Assert.Equal(JsonValueKind.True, block.Value.ValueKind));
        });
    }

    [Fact]
    public void Configs_findings_of_all_accounts_come_together_in_the_worlds()
    {
        Assert.True(Assert.Single(Synthesized.FourRegions.Resources(
                "Domicile-world-eu-west-1-Governance", "AWS::Config::ConfigurationAggregator"))
            .Properties.TryGetProperty("OrganizationAggregationSource", out _));
        Assert.True(Assert.Single(Synthesized.Shipped.Resources(
                "Domicile-world-eu-west-1-Governance", "AWS::Config::ConfigurationAggregator"))
            .Properties.TryGetProperty("AccountAggregationSources", out _));
    }

    [Fact]
    public void Each_account_has_the_budget_that_the_topology_names()
    {
        var budgets = Resource.Of(Synthesized.FourRegions.Templates)
            .Where(one => one.Type == "AWS::Budgets::Budget")
            .Select(one => one.Properties.GetProperty("Budget").GetProperty("BudgetLimit").GetProperty("Amount"))
            .ToList();
        Assert.Equal(5, budgets.Count);
        Assert.All(budgets, budget => Assert.Equal(5000, budget.GetInt32()));
        Assert.DoesNotContain(Resource.Of(Synthesized.Shipped.Templates), one => one.Type == "AWS::Budgets::Budget");
    }
}
