namespace Domicile.Server.Events;

/// <summary>How long one event is worked on.</summary>
/// <param name="Budget">
/// After it nothing new is begun, and what runs is stopped: well below the function's own time-out, so that it is never
/// killed in the middle.
/// </param>
internal sealed record EventTerms(TimeSpan Budget)
{
    /// <summary>Below the minute after which the schedule comes again.</summary>
    public static readonly EventTerms Default = new(TimeSpan.FromSeconds(45));

    /// <summary>What a function can run at most, less what it needs to stop.</summary>
    public static readonly TimeSpan BudgetMax = TimeSpan.FromMinutes(14);
}
