namespace Domicile.Infrastructure.Operations.Alarms;

/// <summary>
/// What Lambda tells of a function: the server inside tells nothing of a start that failed, of a call that ran out of
/// time, or of one that was turned away.
/// </summary>
internal static class FunctionAlarms
{
    private const double ErrorsMax = 5;
    private const double ThrottlesMax = 10;
    private const int Hour = 3600;

    public static IEnumerable<AlarmPlan> Of(string function) =>
    [
        Sum(function, "function-errors", "Errors") with
        {
            Threshold = ErrorsMax,
            Meaning = $"{function} fails, or ends before it has answered.",
        },
        Sum(function, "function-throttles", "Throttles") with
        {
            Threshold = ThrottlesMax,
            Meaning = $"{function} is asked for more at once than it may do.",
        },
    ];

    /// <summary>A function that runs a few times a month: one failure is what somebody must see.</summary>
    public static AlarmPlan OfRotation(string function) => Sum(function, "function-errors", "Errors") with
    {
        Runbook = "rotation",
        PeriodSeconds = Hour,
        Periods = 1,
        Threshold = 1,
        Meaning = $"{function} could not rotate a password: the one before still opens its node.",
    };

    private static AlarmPlan Sum(string function, string name, string metric) => new($"{name}-{function}", "errors")
    {
        Namespace = "AWS/Lambda",
        Metric = metric,
        Statistic = "Sum",
        Dimensions = [("FunctionName", function)],
        Threshold = 0,
        Meaning = string.Empty,
    };
}
