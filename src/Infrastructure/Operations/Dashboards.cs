using System.Text.Json;
using Domicile.Infrastructure.Operations.Alarms;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Operations;

/// <summary>Draws dashboards from the figures that alarms watch: one row a site, one panel a runbook.</summary>
internal static class Dashboards
{
    private const int Columns = 3;
    private const int Width = 8;
    private const int Height = 6;
    private const int Day = 86_400;

    /// <summary>For one region: its sites side by side, in its own account.</summary>
    public static string Of(RegionPlan region) => Body(
        region.Sites.SelectMany(site => Panels(site, account: null)),
        $"# {region.Name}\nEach panel is an alarm's figure; what to do stands in docs/guides/runbooks.");

    /// <summary>For the world: every site of every region by observability links, and Trusted Advisor.</summary>
    public static string Of(WorldPlan world)
    {
        var accounts = world.Regions.Select(region => (region.Account, Site: region.WriterSite.Name))
            .Append((world.Account, Site: world.CentralSite))
            .Distinct();
        return Body(
            [
                .. world.Sites.SelectMany(site => Panels(site, site.Region.Account)),
                .. Panels("Centre", world.CentralSite, CentralAlarms.All, world.Account),
                Counts("Trusted Advisor: checks by state", world.CentralSite, accounts.SelectMany(Checks)),
            ],
            $"# {world.Name}\nAll regions, over their accounts and AWS Regions. Trusted Advisor's counts need a paid "
                + "support plan: without one its panel shows only *no plan* at 1.");
    }

    private static IEnumerable<object> Panels(SitePlan site, string? account) =>
        Panels($"{site}", site.Name, SiteAlarms.Of(site), account);

    private static IEnumerable<object> Panels(
        string title, string site, IEnumerable<AlarmPlan> plans, string? account) =>
        plans.GroupBy(plan => plan.Runbook)
            .Select(page => Panel($"{title}: {page.Key}", site, page.Select(plan => Metric(plan, account))));

    private static IEnumerable<object[]> Checks((string Account, string Site) place) =>
        from state in new[] { "error", "warning", "ok", "no-plan" }
        select new object[]
        {
            Figures.Namespace, Figures.TrustedAdvisorChecks, "State", state,
            new
            {
                stat = "Maximum",
                label = $"{place.Account} {(state == "no-plan" ? "no plan" : state)}",
                accountId = place.Account,
                region = place.Site,
            },
        };

    private static object[] Metric(AlarmPlan plan, string? account) =>
    [
        plan.Namespace,
        plan.Metric,
        .. plan.Dimensions.SelectMany(one => new object[] { one.Name, one.Value }),
        account is null
            ? new { stat = plan.Statistic, label = plan.Name }
            : new { stat = plan.Statistic, label = plan.Name, accountId = account },
    ];

    private static object Panel(string title, string site, IEnumerable<object[]> metrics) => new
    {
        type = "metric",
        width = Width,
        height = Height,
        properties = new { title, region = site, view = "timeSeries", period = 60, metrics = metrics.ToArray() },
    };

    /// <summary>Numbers instead of lines: they come three times a day.</summary>
    private static object Counts(string title, string site, IEnumerable<object[]> metrics) => new
    {
        type = "metric",
        width = Width,
        height = Height,
        properties = new { title, region = site, view = "singleValue", period = Day, metrics = metrics.ToArray() },
    };

    private static string Body(IEnumerable<object> panels, string text)
    {
        var head = new
        {
            type = "text",
            x = 0,
            y = 0,
            width = Width * Columns,
            height = 2,
            properties = new { markdown = text },
        };
        var placed = panels.Select((panel, index) =>
        {
            var widget = JsonSerializer.SerializeToNode(panel)!.AsObject();
            widget["x"] = index % Columns * Width;
            widget["y"] = 2 + (index / Columns * Height);
            return (object)widget;
        });
        return JsonSerializer.Serialize(new { widgets = placed.Prepend(head) });
    }
}
