using Domicile.Costs;
using Domicile.Costs.Platforms;

namespace Domicile.Cli.Cloud;

/// <summary>The report for programs: US dollars as numbers to the cent, rates as they were found.</summary>
internal static class CostJson
{
    public static object Of(CostReport report)
    {
        var (comparison, workload) = (report.Comparison, report.Comparison.Workload);
        return new
        {
            Load = new
            {
                RequestsPerSecond = workload.Rate,
                PeakRequestsPerSecond = workload.Rate * workload.Pattern.Peak,
                workload.RequestsOfMonth,
                workload.Milliseconds,
                workload.MemoryMegabytes,
                Pattern = workload.Pattern.Name,
                workload.Kilobytes,
                workload.WriteShare,
                workload.PassSeconds,
                workload.ShardGigabytes,
            },
            Servers = comparison.Bills.Select(bill => new
            {
                Platform = bill.Name,
                UsdPerMonth = CostReport.Cents(bill.Usd),
                UsdPerDay = CostReport.Cents(CostReport.OfDay(bill.Usd)),
                Lines = bill.Lines.Select(line => Line(line, report.Today)),
            }),
            BreakEven = new { Ec2 = Turn(comparison.Ec2Instead), Eks = Turn(comparison.EksInstead) },
            comparison.PeakConcurrency,
            Recommendation = new
            {
                Platform = report.Advice.Choice,
                LambdaIsPossible = comparison.Objections.Count == 0,
                report.Advice.Reasons,
            },
            Rest = new
            {
                UsdPerMonth = CostReport.Cents(report.Rest.Usd),
                UsdPerMonthAtMost = CostReport.Cents(report.Rest.UsdMost),
                Lines = report.Rest.Lines.Select(line => Line(line, report.Today)),
            },
            Whole = new
            {
                UsdPerMonth = CostReport.Cents(report.Usd),
                UsdPerMonthAtMost = CostReport.Cents(report.UsdMost),
                UsdPerDay = CostReport.Cents(CostReport.OfDay(report.Usd)),
                UsdPerDayAtMost = CostReport.Cents(CostReport.OfDay(report.UsdMost)),
            },
            NotPriced = report.Unpriced,
            report.Remarks,
        };
    }

    private static object Turn(BreakEven turn) =>
        new { RequestsPerSecond = turn.Rate, AlwaysFrom = turn.LastRate };

    private static object Line(BillLine line, DateOnly today) => new
    {
        line.Group,
        line.Name,
        line.Quantity,
        line.QuantityMost,
        UsdPerMonth = CostReport.Cents(line.Usd),
        UsdPerMonthAtMost = CostReport.Cents(line.UsdMost),
        Price = new
        {
            line.Price.Price.Service,
            line.Price.Price.Item,
            line.Price.Region,
            PriceRegion = line.Price.Price.Region,
            line.Price.Usd,
            line.Price.Price.Per,
            line.Price.Price.Status,
            line.Price.Price.Source,
            line.Price.Price.Dated,
            Doubts = line.Price.Doubts(today),
        },
    };
}
