namespace Domicile.Aws.Queue;

/// <summary>
/// When the messages that this process received and did not delete were sent. SQS has no such figure of its own; what
/// was received and forgotten leaves after the longest time that a message can be away. For many callers at once.
/// </summary>
internal sealed class SeenMessages(TimeProvider time)
{
    // Bounds the memory; the oldest are what is asked for, and they come first.
    private const int CountMax = 10_000;
    private static readonly TimeSpan KnowledgeAgeMax = TimeSpan.FromHours(12);

    private readonly Lock gate = new();
    private readonly Dictionary<string, (DateTimeOffset SentAt, long SeenAt)> messages = new(StringComparer.Ordinal);

    public void Note(string receipt, DateTimeOffset sentAt)
    {
        lock (gate)
        {
            if (messages.Count >= CountMax)
            {
                DropOld();
            }

            if (messages.Count < CountMax)
            {
                messages[receipt] = (sentAt, time.GetTimestamp());
            }
        }
    }

    public void Forget(IEnumerable<string> receipts)
    {
        lock (gate)
        {
            foreach (var receipt in receipts)
            {
                messages.Remove(receipt);
            }
        }
    }

    public void ForgetAll()
    {
        lock (gate)
        {
            messages.Clear();
        }
    }

    /// <summary>Zero when none is known.</summary>
    public TimeSpan OldestAge()
    {
        lock (gate)
        {
            DropOld();
            if (messages.Count == 0)
            {
                return TimeSpan.Zero;
            }

            // A sender's clock may be a little ahead.
            var age = time.GetUtcNow() - messages.Values.Min(message => message.SentAt);
            return age > TimeSpan.Zero ? age : TimeSpan.FromTicks(1);
        }
    }

    private void DropOld()
    {
        var old = messages
            .Where(message => time.GetElapsedTime(message.Value.SeenAt) > KnowledgeAgeMax)
            .Select(message => message.Key)
            .ToList();
        old.ForEach(receipt => messages.Remove(receipt));
    }
}
