using System.Text.Json;
using Domicile.Infrastructure.Tests.Checks;

namespace Domicile.Infrastructure.Tests.Operations;

public sealed class DashboardsTests
{
    private const int WidgetsMax = 500;

    [Fact]
    public void A_regions_dashboard_shows_the_figure_of_every_alarm_of_its_sites()
    {
        foreach (var world in SynthesizedWorlds.All)
        {
            foreach (var region in world.World.Regions)
            {
                var shown = Metrics(Body(world, $"Domicile-{region.Name}-{region.WriterSite.Name}-Operations"));
                foreach (var site in region.Sites)
                {
                    var watched = world
                        .Resources($"Domicile-{region.Name}-{site.Name}-Operations", "AWS::CloudWatch::Alarm")
                        .Select(alarm => (site.Name, alarm.Properties.GetProperty("MetricName").GetString()));
                    Assert.All(watched, one => Assert.Contains(one, shown));
                }
            }
        }
    }

    [Fact]
    public void The_worlds_dashboard_shows_every_site_by_its_account()
    {
        var world = Synthesized.FourRegions;
        var panels = Body(world, "Domicile-world-eu-west-1-Operations").GetProperty("widgets").EnumerateArray()
            .Where(widget => widget.GetProperty("type").GetString() == "metric")
            .Select(widget => widget.GetProperty("properties"))
            .ToList();
        Assert.All(world.World.Sites, site =>
        {
            var shown = panels
                .Where(panel => panel.GetProperty("region").GetString() == site.Name)
                .SelectMany(panel => panel.GetProperty("metrics").EnumerateArray())
                .Where(metric => metric[1].GetString() == "Errors" && metric[3].GetString() == site.Region.Name)
                .ToList();
            Assert.NotEmpty(shown);
            Assert.All(shown, metric => Assert.Equal(
                site.Region.Account, metric.EnumerateArray().Last().GetProperty("accountId").GetString()));
        });
    }

    [Fact]
    public void Trusted_Advisors_counts_are_shown_for_every_account_and_say_when_there_is_no_plan()
    {
        var body = Body(Synthesized.FourRegions, "Domicile-world-eu-west-1-Operations");
        var panel = body.GetProperty("widgets").EnumerateArray().Single(widget =>
            widget.GetProperty("properties").TryGetProperty("title", out var title)
            && title.GetString()!.StartsWith("Trusted Advisor", StringComparison.Ordinal));
        var labels = panel.GetProperty("properties").GetProperty("metrics").EnumerateArray()
            .Select(metric => metric.EnumerateArray().Last().GetProperty("label").GetString())
            .ToList();
        Assert.Equal(5 * 4, labels.Count);
        Assert.Contains("222222222224 no plan", labels);
    }

    [Fact]
    public void No_dashboard_has_more_panels_than_CloudWatch_shows() => Assert.All(
        SynthesizedWorlds.Resources.Where(one => one.Type == "AWS::CloudWatch::Dashboard"),
        dashboard => Assert.InRange(
            Parse(dashboard.Properties).GetProperty("widgets").GetArrayLength(), 2, WidgetsMax));

    private static JsonElement Body(Synthesized world, string stack) =>
        Parse(Assert.Single(world.Resources(stack, "AWS::CloudWatch::Dashboard")).Properties);

    private static JsonElement Parse(JsonElement properties) =>
        JsonElement.Parse(properties.GetProperty("DashboardBody").GetString()!);

    /// <summary>Which figure is shown of which AWS Region.</summary>
    private static HashSet<(string Site, string? Figure)> Metrics(JsonElement body) =>
    [
        .. from widget in body.GetProperty("widgets").EnumerateArray()
           where widget.GetProperty("type").GetString() == "metric"
           let properties = widget.GetProperty("properties")
           from metric in properties.GetProperty("metrics").EnumerateArray()
           select (properties.GetProperty("region").GetString()!, metric[1].GetString()),
    ];
}
