using System.Globalization;
using System.Text;
using System.Text.Json;
using Domicile.Ledger.Queue;

namespace Domicile.Server.Events;

/// <summary>
/// What the runtime of a function was called with: messages of one queue, or the schedule. Forms as in the developer
/// guide of AWS Lambda, "Using Lambda with Amazon SQS", and of Amazon EventBridge.
/// </summary>
/// <param name="Queue">The queue's name in SQS, such as <c>domicile-eu</c>; null for the schedule.</param>
/// <param name="Messages">What was received; empty for the schedule.</param>
internal sealed record LambdaEvent(string? Queue, IReadOnlyList<ReceivedMessage> Messages)
{
    private const string QueueSource = "aws:sqs";

    private static readonly string[] ScheduleSources = ["aws.events", "aws.scheduler", "domicile.schedule"];

    /// <exception cref="InvalidDataException">It is neither.</exception>
    public static LambdaEvent Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                throw new InvalidDataException("An event is a JSON object.");
            }

            return root.TryGetProperty("Records", out var records) ? OfQueue(records) : OfSchedule(root);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException
            or FormatException)
        {
            throw new InvalidDataException($"The event cannot be read: {e.Message}", e);
        }
    }

    private static LambdaEvent OfSchedule(JsonElement root)
    {
        var source = root.TryGetProperty("source", out var value) ? value.GetString() : null;
        return ScheduleSources.Contains(source, StringComparer.Ordinal)
            ? new LambdaEvent(null, [])
            : throw new InvalidDataException("The event is neither messages of a queue nor the schedule.");
    }

    private static LambdaEvent OfQueue(JsonElement records)
    {
        string? queue = null;
        var messages = new List<ReceivedMessage>();
        foreach (var record in records.EnumerateArray())
        {
            var name = record.GetProperty("eventSourceARN").GetString()!.Split(':')[^1];
            if (record.GetProperty("eventSource").GetString() != QueueSource || (queue is not null && name != queue))
            {
                throw new InvalidDataException("The event's records are not messages of one queue.");
            }

            queue = name;
            messages.Add(MessageOf(record));
        }

        return queue is null ? throw new InvalidDataException("The event has no records.") : new(queue, messages);
    }

    private static ReceivedMessage MessageOf(JsonElement record)
    {
        var text = record.GetProperty("body").GetString()!;
        var count = record.GetProperty("attributes").GetProperty("ApproximateReceiveCount").GetString()!;
        return new ReceivedMessage(
            BytesOf(text),
            record.GetProperty("receiptHandle").GetString()!,
            int.Parse(count, NumberStyles.None, CultureInfo.InvariantCulture));
    }

    // Our own messages are base64; those of other services, and strangers', are text.
    private static byte[] BytesOf(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length)
            ? bytes[..length]
            : Encoding.UTF8.GetBytes(text);
    }
}
