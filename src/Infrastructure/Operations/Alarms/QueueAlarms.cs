namespace Domicile.Infrastructure.Operations.Alarms;

/// <summary>A queue's age and its dead letters.</summary>
internal static class QueueAlarms
{
    private const double AgeSecondsMax = 300;

    public static IEnumerable<AlarmPlan> Of(string queue)
    {
        yield return new AlarmPlan($"queue-age-{queue}", "queue-age")
        {
            Namespace = "AWS/SQS",
            Metric = "ApproximateAgeOfOldestMessage",
            Dimensions = [("QueueName", queue)],
            Threshold = AgeSecondsMax,
            Meaning = $"The oldest message of {queue} has waited for five minutes.",
        };
        yield return new AlarmPlan($"dead-letters-{queue}", "dead-letters")
        {
            Namespace = "AWS/SQS",
            Metric = "ApproximateNumberOfMessagesVisible",
            Dimensions = [("QueueName", Names.DeadLetters(queue))],
            Threshold = 1,
            Periods = 1,
            Meaning = $"A message of {queue} was tried again and again and could not be worked off.",
        };
    }
}
