using System.Globalization;

namespace Domicile.Costs.Platforms;

/// <summary>What to run the servers on, and why, in sentences.</summary>
/// <param name="Choice">The platform's name.</param>
/// <param name="Reasons">The first says why; the others what to mind.</param>
public sealed record Advice(string Choice, IReadOnlyList<string> Reasons)
{
    /// <summary>Below this share of the cheaper bill a difference says nothing while prices are in doubt.</summary>
    private const decimal CloseShare = 0.1m;

    /// <summary>Reads it off a comparison.</summary>
    /// <param name="comparison">Of all platforms.</param>
    /// <param name="today">Against which prices are old.</param>
    public static Advice Of(Comparison comparison, DateOnly today)
    {
        var choice = comparison.Choice;
        var reasons = new List<string>();
        reasons.AddRange(comparison.Objections.Select(one => $"No to Lambda: {one}"));
        var others = comparison.Bills
            .Where(bill => bill != choice && (comparison.Objections.Count == 0 || bill != comparison.Lambda))
            .OrderBy(bill => bill.Usd)
            .ToList();
        reasons.Add(Text(
            $"{choice.Name} costs the least of what can do it: {Dollars(choice.Usd)} a month, against ")
            + string.Join(" and ", others.Select(bill => $"{Dollars(bill.Usd)} on {bill.Name}")) + ".");
        if (comparison.Objections.Count == 0)
        {
            reasons.Add(BreakEvenOf(comparison));
        }

        var next = others[0];
        var doubtCount = choice.Lines.Concat(next.Lines)
            .Select(line => line.Price)
            .Distinct()
            .Count(price => price.Doubts(today).Count > 0);
        if (next.Usd - choice.Usd < choice.Usd * CloseShare && doubtCount > 0)
        {
            reasons.Add(
                Text($"The difference to {next.Name} is under a tenth, and {doubtCount} prices of it are in doubt. ")
                + "Give AWS's own with --prices before you decide.");
        }

        if (choice == comparison.Lambda && comparison.PeakConcurrency > LambdaLimits.ConcurrencyDefault)
        {
            reasons.Add(
                Text($"At its peak {comparison.PeakConcurrency} functions run at once in a site, and an account ")
                + Text($"starts with {LambdaLimits.ConcurrencyDefault}: ask AWS for more, and see that the databases ")
                + "bear it.");
        }

        return new Advice(choice.Name, reasons);
    }

    private static string BreakEvenOf(Comparison comparison) => comparison.Ec2Instead switch
    {
        { Rate: null } => "Lambda costs less than EC2 at every rate with these requests and this pattern.",
        { Rate: 0 } => "EC2 costs less than Lambda at every rate.",
        { Rate: { } rate, LastRate: { } last } when last > rate * 1.01m => Text(
            $"EC2 first costs less than Lambda at {rate:0.##} requests a second, and always from {last:0.##} on."),
        { Rate: { } rate } => Text($"From {rate:0.##} requests a second on EC2 costs less than Lambda."),
    };

    private static string Dollars(decimal usd) =>
        Text($"${Math.Round(usd, 2, MidpointRounding.AwayFromZero):#,##0.00}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
