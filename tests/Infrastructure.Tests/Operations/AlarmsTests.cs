using System.Text.Json;
using Domicile.Infrastructure.Operations.Alarms;
using Domicile.Infrastructure.Tests.Checks;

namespace Domicile.Infrastructure.Tests.Operations;

public sealed class AlarmsTests
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

    private static string PageOf(Resource alarm)
    {
        var description = alarm.Properties.GetProperty("AlarmDescription").GetString()!;
        const string mark = "Runbook: ";
        return description[(description.IndexOf(mark, StringComparison.Ordinal) + mark.Length)..];
    }

    private static string Only(Resource alarm, string property) =>
        JsonSerializer.Serialize(Assert.Single(alarm.Properties.GetProperty(property).EnumerateArray()));
}
