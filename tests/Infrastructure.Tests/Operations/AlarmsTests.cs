using System.Text.Json;
using System.Text.RegularExpressions;
using Domicile.Infrastructure.Operations.Alarms;
using Domicile.Infrastructure.Tests.Checks;
using ComputeChoice = Domicile.Sharding.Topology.Aws.Compute;

namespace Domicile.Infrastructure.Tests.Operations;

public sealed partial class AlarmsTests
{
    private static readonly string[] Parts = ["## What it means", "## Look at", "## Do"];

    private static readonly string Pages =
        Path.Combine(Synthesized.RepositoryRoot, "docs", "guides", "runbooks");

    private static readonly IReadOnlyList<Resource> Alarms =
        [.. SynthesizedWorlds.Resources.Where(one => one.Type == "AWS::CloudWatch::Alarm")];

    [Fact]
    public void Every_alarm_names_a_page_that_says_what_it_means_where_to_look_and_what_to_do()
    {
        Assert.NotEmpty(Alarms);
        foreach (var page in Alarms.Select(PageOf).Distinct())
        {
            var text = File.ReadAllText(Path.Combine(Synthesized.RepositoryRoot, page));
            Assert.All(Parts, part => Assert.Contains($"{part}\n", text, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Every_page_is_some_alarms() => Assert.Equal(
        Directory.GetFiles(Pages).Select(Path.GetFileName).Order(StringComparer.Ordinal),
        Alarms.Select(alarm => Path.GetFileName(PageOf(alarm))).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Every_log_group_that_a_page_names_is_one_that_a_stack_makes()
    {
        var made = SynthesizedWorlds.Resources
            .Where(one => one.Type == "AWS::Logs::LogGroup" && one.Properties.TryGetProperty("LogGroupName", out _))
            .Select(one => one.Properties.GetProperty("LogGroupName").GetString()!)
            .ToHashSet();
        var named = Directory.GetFiles(Pages)
            .SelectMany(page => LogGroup().Matches(File.ReadAllText(page)))
            .Select(match => match.Value)
            .ToList();
        Assert.NotEmpty(named);

        // One region of the four runs on functions, another on instances.
        Assert.All(named, name => Assert.Contains(Synthesized.FourRegions.World.Regions, region =>
            made.Contains(name.Replace("REGION", region.Name, StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("lag-s1", true)]
    [InlineData("queue-age-domicile-eu", true)]
    [InlineData("dead-letters-domicile-eu-documents", true)]
    [InlineData("unfinished-erasures", true)]
    [InlineData("errors", false)]
    [InlineData("latency", false)]
    [InlineData("connections-domicile-eu-s2", false)]
    [InlineData("local-storage-domicile-eu-keys", false)]
    [InlineData("replica-lag-domicile-eu-register", false)]
    [InlineData("residency-refusals", false)]
    public void A_site_is_watched_in_its_own_AWS_Region(string alarm, bool isOfWriterOnly)
    {
        foreach (var site in Synthesized.Shipped.World.Regions.Single(region => region.Name == "eu").Sites)
        {
            var names = Synthesized.Shipped
                .Resources($"Domicile-eu-{site.Name}-Operations", "AWS::CloudWatch::Alarm")
                .Select(one => one.Properties.GetProperty("AlarmName").GetString());
            Assert.Equal(site.IsWriter || !isOfWriterOnly, names.Contains($"domicile-eu-{alarm}"));
        }
    }

    [Fact]
    public void Every_alarm_tells_the_topic_of_its_own_stack_when_it_begins_and_when_it_ends() => Assert.All(
        Alarms,
        alarm =>
        {
            Assert.Equal("""{"Ref":"Operators"}""", Only(alarm, "AlarmActions"));
            Assert.Equal("""{"Ref":"Operators"}""", Only(alarm, "OKActions"));
        });

    [Fact]
    public void Dead_servers_are_noticed_where_each_tells_every_minute_and_a_function_nobody_calls_is_well()
    {
        foreach (var site in Synthesized.FourRegions.World.Sites)
        {
            var silent = Synthesized.FourRegions
                .Resources($"Domicile-{site.Region.Name}-{site.Name}-Operations", "AWS::CloudWatch::Alarm")
                .Where(one => one.Properties.GetProperty("MetricName").GetString() == Figures.Requests)
                .Select(one => one.Properties)
                .ToList();
            Assert.Equal(site.Region.Topology.Aws.Compute == ComputeChoice.Lambda ? 0 : 1, silent.Count);
            Assert.All(silent, alarm => Assert.Equal(
                ("breaching", "LessThanOrEqualToThreshold", -1),
                (
                    alarm.GetProperty("TreatMissingData").GetString(),
                    alarm.GetProperty("ComparisonOperator").GetString(),
                    alarm.GetProperty("Threshold").GetInt32())));
        }
    }

    [Theory]
    [InlineData("FunctionName", "AWS::Lambda::Function", "FunctionName")]
    [InlineData("QueueName", "AWS::SQS::Queue", "QueueName")]
    [InlineData("DBClusterIdentifier", "AWS::RDS::DBCluster", "DBClusterIdentifier")]
    public void An_alarm_on_a_thing_names_one_that_stands_in_its_account_and_AWS_Region(
        string dimension, string type, string name)
    {
        foreach (var world in SynthesizedWorlds.All)
        {
            var things = Resource.Of(world.Templates)
                .Where(one => one.Type == type && one.Properties.TryGetProperty(name, out _))
                .Select(one => (PlaceOf(one), one.Properties.GetProperty(name).GetString()))
                .ToHashSet();
            var watched = Resource.Of(world.Templates)
                .Where(one => one.Type == "AWS::CloudWatch::Alarm")
                .SelectMany(one => one.Properties.GetProperty("Dimensions").EnumerateArray()
                    .Where(pair => pair.GetProperty("Name").GetString() == dimension)
                    .Select(pair => (PlaceOf(one), pair.GetProperty("Value").GetString())))
                .ToHashSet();
            Assert.NotEmpty(watched);
            Assert.All(watched, one => Assert.Contains(one, things));
        }
    }

    [Fact]
    public void Every_function_that_serves_is_watched()
    {
        // Those at the edge tell their figures in the AWS Region of whoever asked, of which no alarm knows.
        string[] others = ["-advisor", "-origin-response", "-viewer-request"];
        var served = SynthesizedWorlds.Resources
            .Where(one => one.Type == "AWS::Lambda::Function" && one.Properties.TryGetProperty("FunctionName", out _))
            .Select(one => (PlaceOf(one), one.Properties.GetProperty("FunctionName").GetString()!))
            .Where(one => !others.Any(other => one.Item2.EndsWith(other, StringComparison.Ordinal)))
            .Distinct();
        var watched = Alarms
            .Where(one => one.Properties.GetProperty("Namespace").GetString() == "AWS/Lambda")
            .Select(one => (
                PlaceOf(one), one.Properties.GetProperty("Dimensions")[0].GetProperty("Value").GetString()!));
        Assert.Equal(served.Order(), watched.Distinct().Order());
    }

    [Fact]
    public void Every_figure_of_the_servers_is_one_that_they_send()
    {
        var sources = Directory.GetFiles(Path.Combine(Synthesized.RepositoryRoot, "src", "Server", "Metrics"), "*.cs")
            .Select(File.ReadAllText);
        var sent = string.Concat(sources);
        Assert.All(
            Figures.OfServers,
            figure => Assert.Contains($"\"{figure}\", \"", sent, StringComparison.Ordinal));
    }

    [Fact]
    public void Alarms_of_one_AWS_Region_and_account_have_different_names()
    {
        foreach (var stack in Synthesized.FourRegions.Templates.Keys)
        {
            var names = Synthesized.FourRegions.Resources(stack, "AWS::CloudWatch::Alarm")
                .Select(one => one.Properties.GetProperty("AlarmName").GetString())
                .ToList();
            Assert.Equal(names.Distinct(), names);
        }
    }

    [GeneratedRegex("/(domicile|aws/lambda)/[A-Za-z-]*REGION[A-Za-z/-]*")]
    private static partial Regex LogGroup();

    /// <summary>Region of ours and site, by the stack's name without its room.</summary>
    private static string PlaceOf(Resource resource) =>
        resource.Stack[..resource.Stack.LastIndexOf('-')];

    private static string PageOf(Resource alarm)
    {
        var description = alarm.Properties.GetProperty("AlarmDescription").GetString()!;
        const string mark = "Runbook: ";
        return description[(description.IndexOf(mark, StringComparison.Ordinal) + mark.Length)..];
    }

    private static string Only(Resource alarm, string property) =>
        JsonSerializer.Serialize(Assert.Single(alarm.Properties.GetProperty(property).EnumerateArray()));
}
