namespace Domicile.Infrastructure.Operations.Alarms;

/// <summary>What an account's trail saw. It counts where it stands: in the writer site, or the central one.</summary>
internal static class TrailAlarms
{
    private const int FiveMinutes = 300;

    /// <param name="owner">Whose sites they are not, for people.</param>
    public static AlarmPlan ForeignChanges(string owner) => new("foreign-changes", "foreign-changes")
    {
        Namespace = Figures.Namespace,
        Metric = Figures.ForeignChanges,
        Dimensions = [],
        Statistic = "Sum",
        PeriodSeconds = FiveMinutes,
        Periods = 1,
        Threshold = 1,
        Meaning = $"Something was changed in an AWS Region that is no site of {owner}.",
    };
}
