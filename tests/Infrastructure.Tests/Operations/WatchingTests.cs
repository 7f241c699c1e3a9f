using System.Text.Json;
using Domicile.Infrastructure.Tests.Checks;
using Domicile.Infrastructure.Tests.Identity.Policies;

namespace Domicile.Infrastructure.Tests.Operations;

public sealed class WatchingTests
{
    private const string Bus = "arn:aws:events:eu-west-1:111111111111:event-bus/domicile-operators";

    [Fact]
    public void Every_site_sends_what_AWS_tells_of_it_to_the_operators_of_the_world()
    {
        foreach (var site in Synthesized.FourRegions.World.Sites)
        {
            var rules = Synthesized.FourRegions
                .Resources($"Domicile-{site.Region.Name}-{site.Name}-Operations", "AWS::Events::Rule")
                .Where(rule => rule.Id == "Events");
            Assert.Equal(
                Bus, Assert.Single(rules).Properties.GetProperty("Targets")[0].GetProperty("Arn").GetString());
        }
    }

    [Theory]
    [InlineData("""{"source":"aws.health","detail-type":"AWS Health Event"}""", true)]
    [InlineData(
        """{"source":"aws.rds","detail-type":"RDS DB Cluster Event","detail":{"EventCategories":["failover"]}}""",
        true)]
    [InlineData(
        """{"source":"aws.rds","detail-type":"RDS DB Cluster Event","detail":{"EventCategories":["backup"]}}""", false)]
    [InlineData(
        """{"source":"aws.backup","detail-type":"Backup Job State Change","detail":{"state":"FAILED"}}""", true)]
    [InlineData(
        """{"source":"aws.backup","detail-type":"Backup Job State Change","detail":{"state":"COMPLETED"}}""", false)]
    [InlineData(
        """
        {"source":"aws.config","detail-type":"Config Rules Compliance Change",
         "detail":{"newEvaluationResult":{"complianceType":"COMPLIANT"}}}
        """,
        false)]
    [InlineData(
        """
        {"source":"aws.cloudwatch","detail-type":"CloudWatch Alarm State Change",
         "detail":{"alarmName":"domicile-eu-lag-s1","state":{"value":"ALARM"}}}
        """,
        true)]
    [InlineData(
        """
        {"source":"aws.cloudwatch","detail-type":"CloudWatch Alarm State Change",
         "detail":{"alarmName":"TargetTracking-fleet-AlarmHigh","state":{"value":"ALARM"}}}
        """,
        false)]
    [InlineData(
        """
        {"source":"aws.kms","detail-type":"AWS API Call via CloudTrail","detail":{"eventName":"ScheduleKeyDeletion"}}
        """,
        true)]
    [InlineData(
        """{"source":"aws.kms","detail-type":"AWS API Call via CloudTrail","detail":{"eventName":"Decrypt"}}""", false)]
    public void Operators_are_told_what_somebody_should_read_and_nothing_that_is_well(string told, bool isWorth)
    {
        var pattern = Synthesized.FourRegions
            .Resources("Domicile-eu-eu-north-1-Operations", "AWS::Events::Rule")
            .Select(rule => rule.Properties)
            .Single(rule => rule.TryGetProperty("EventPattern", out _))
            .GetProperty("EventPattern");
        Assert.Equal(isWorth, EventPattern.Matches(pattern, JsonElement.Parse(told)));
    }

    [Fact]
    public void A_rule_enters_the_operators_topic_by_a_role_since_EventBridge_takes_no_condition_in_a_topics_policy()
    {
        var rules = SynthesizedWorlds.Resources
            .Where(one => one.Type == "AWS::Events::Rule")
            .SelectMany(one => one.Properties.GetProperty("Targets").EnumerateArray())
            .Where(target => target.GetProperty("Arn").ToString().Contains("Operators", StringComparison.Ordinal))
            .ToList();
        Assert.NotEmpty(rules);
        Assert.All(rules, target => Assert.True(target.TryGetProperty("RoleArn", out _)));
        var letIn = SynthesizedWorlds.Resources
            .Where(one => one.Type == "AWS::SNS::TopicPolicy")
            .SelectMany(one => PolicyDocument.Within($"{one}", one.Body))
            .SelectMany(policy => policy.Statements)
            .Where(statement => statement.Allows)
            .SelectMany(statement => statement.Principals);
        Assert.Equal("cloudwatch.amazonaws.com", Assert.Single(letIn.Distinct()));
    }

    [Fact]
    public void A_rotation_that_failed_is_mailed_with_its_secret_and_raises_the_alarm_that_counts_it()
    {
        var owners = Synthesized.FourRegions.World.Regions
            .Select(region => (Owner: region.Name, Site: region.WriterSite.Name))
            .Append(("world", Synthesized.FourRegions.World.CentralSite));
        foreach (var (owner, site) in owners)
        {
            var stack = $"Domicile-{owner}-{site}-Operations";
            var rule = Assert.Single(
                Synthesized.FourRegions.Resources(stack, "AWS::Events::Rule"),
                one => one.Id == "RotationFailed").Properties;
            Assert.Equal(
                """
                {"source":["aws.secretsmanager"],"detail-type":["AWS Service Event via CloudTrail"],
                "detail":{"eventName":["RotationFailed","RotationAbandoned"]}}
                """.ReplaceLineEndings(""),
                JsonSerializer.Serialize(rule.GetProperty("EventPattern")));
            var target = Assert.Single(rule.GetProperty("Targets").EnumerateArray());
            Assert.Equal("Operators", target.GetProperty("Arn").GetProperty("Ref").GetString());
            Assert.Equal(
                "$.detail.additionalEventData.SecretId",
                target.GetProperty("InputTransformer").GetProperty("InputPathsMap").GetProperty("secret").GetString());
            var alarm = Assert.Single(
                Synthesized.FourRegions.Resources(stack, "AWS::CloudWatch::Alarm"),
                one => one.Properties.GetProperty("Namespace").GetString() == "AWS/Events").Properties;
            Assert.Equal(
                (rule.GetProperty("Name").GetString(), "TriggeredRules", 1),
                (
                    alarm.GetProperty("Dimensions")[0].GetProperty("Value").GetString(),
                    alarm.GetProperty("MetricName").GetString(),
                    alarm.GetProperty("Threshold").GetInt32()));
        }
    }

    [Fact]
    public void The_operators_bus_takes_events_of_the_worlds_own_accounts_only()
    {
        var taken = Synthesized.FourRegions
            .Resources("Domicile-world-eu-west-1-Operations", "AWS::Events::EventBusPolicy")
            .SelectMany(policy => PolicyStatement.Of(policy.Properties.GetProperty("Statement")).Principals);
        string[] accounts =
            [.. Synthesized.FourRegions.World.Regions.Select(region => region.Account), "111111111111"];
        Assert.Equal(
            accounts.Select(account => $"arn:aws:iam::{account}:root").Order(StringComparer.Ordinal),
            taken.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_site_of_another_account_is_linked_to_the_worlds_sink_in_its_own_AWS_Region()
    {
        foreach (var site in Synthesized.FourRegions.World.Sites)
        {
            Assert.Single(Synthesized.FourRegions.Resources(
                $"Domicile-{site.Region.Name}-{site.Name}-Operations", "AWS::Oam::Link"));
            Assert.Single(Synthesized.FourRegions.Resources(
                $"Domicile-world-{site.Name}-Observatory", "AWS::Oam::Sink"));
        }
    }

    [Fact]
    public void Mail_goes_to_whom_the_topology_names_and_to_nobody_where_it_names_none()
    {
        var mails = Resource.Of(Synthesized.FourRegions.Templates)
            .Where(one => one.Type == "AWS::SNS::Subscription")
            .ToList();
        Assert.Equal(1 + Synthesized.FourRegions.World.Sites.Count(), mails.Count);
        Assert.All(mails, mail => Assert.Equal(
            "nights@bank.example", mail.Properties.GetProperty("Endpoint").GetString()));
        Assert.DoesNotContain(
            Resource.Of(Synthesized.Shipped.Templates), one => one.Type == "AWS::SNS::Subscription");
    }

    [Fact]
    public void Every_site_takes_critical_updates_at_once_and_important_ones_after_days()
    {
        foreach (var site in Synthesized.FourRegions.World.Sites)
        {
            var baseline = Assert.Single(Synthesized.FourRegions.Resources(
                $"Domicile-{site.Region.Name}-{site.Name}-Operations", "AWS::SSM::PatchBaseline")).Properties;
            Assert.True(baseline.GetProperty("DefaultBaseline").GetBoolean());
            Assert.Equal(
                [0, 3],
                baseline.GetProperty("ApprovalRules").GetProperty("PatchRules").EnumerateArray()
                    .Select(rule => rule.GetProperty("ApproveAfterDays").GetInt32()));
        }
    }

    [Fact]
    public void Explorer_gathers_from_every_AWS_Region_of_the_world()
    {
        var source = Assert.Single(Synthesized.FourRegions
                .Resources("Domicile-world-eu-west-1-Operations", "AWS::SSM::ResourceDataSync"))
            .Properties.GetProperty("SyncSource");
        Assert.Equal("AwsOrganizations", source.GetProperty("SourceType").GetString());
        Assert.Equal(
            Synthesized.FourRegions.World.Sites.Select(site => site.Name).Order(),
            source.GetProperty("SourceRegions").EnumerateArray().Select(one => one.GetString()).Order());
    }

    [Fact]
    public void A_runbooks_step_runs_with_the_runbooks_own_role()
    {
        var documents = Resource.Of(Synthesized.FourRegions.Templates)
            .Where(one => one.Type == "AWS::SSM::Document"
                && one.Stack.EndsWith("-Operations", StringComparison.Ordinal))
            .ToList();
        Assert.Equal(4 + 7, documents.Count);
        Assert.All(documents, document => Assert.EndsWith(
            "-automation",
            document.Properties.GetProperty("Content").GetProperty("assumeRole").GetString(),
            StringComparison.Ordinal));
    }
}
