using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Domicile.Aws.Calls;
using Domicile.Ledger.Queue;

namespace Domicile.Aws.Queue;

/// <summary>
/// A queue of SQS: bodies travel as base64, ten at a time at most. How long a received message is away and when it goes
/// to the dead letters is the queue's own business, as the infrastructure made it. Lives as long as the process; finds
/// the queue at the first need. After an exception the same call may be made again.
/// </summary>
/// <param name="name">Such as <c>central</c> or <c>eu</c>, as the ledger knows it.</param>
/// <param name="calls">Of the AWS Region that the queue is in; stays the caller's.</param>
/// <param name="place">Its name in SQS, such as <c>domicile-eu</c>, and whose it is.</param>
/// <param name="time">Tells how old messages are.</param>
public sealed class SqsQueue(string name, SignedCalls calls, QueuePlace place, TimeProvider time) : IMessageQueue
{
    /// <summary>The longest body: 256 KiB as base64.</summary>
    public const int BodyBytesMax = BatchBytesMax / 4 * 3;

    internal const int BatchSizeMax = 10;

    // All bodies of one call together; the same for a single one.
    internal const int BatchBytesMax = 256 * 1024;

    private const string ReceiveCount = "ApproximateReceiveCount";
    private const string SentAt = "SentTimestamp";

    // SQS takes whole seconds, and twelve hours at most.
    private static readonly TimeSpan VisibilityMax = TimeSpan.FromHours(12);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongPollMax = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(200);

    private readonly SqsBatches batches = new(calls, time);
    private readonly SeenMessages seen = new(time);
    private string? url;

    public string Name { get; } = name;

    /// <summary>
    /// True for a queue that others fill with text, as S3 does: bodies are that text in UTF-8, and not base64.
    /// </summary>
    public bool IsPlain { get; init; }

    /// <exception cref="MessageTooLongException">One is too long; none was sent.</exception>
    /// <exception cref="AwsUnavailableException">Some may have been sent.</exception>
    public async Task SendAsync(IReadOnlyList<byte[]> bodies, CancellationToken cancellation)
    {
        if (bodies.FirstOrDefault(body => body.Length > BodyBytesMax) is { } tooLong)
        {
            throw new MessageTooLongException(tooLong.Length);
        }

        var entries = bodies.Select(body => new JsonObject { ["MessageBody"] = ToText(body) });
        var queue = await UrlAsync(cancellation);
        foreach (var batch in SqsBatches.Split(entries))
        {
            await batches.RunAsync("SendMessageBatch", queue, batch, cancellation);
        }
    }

    public async Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(
        int countMax, TimeSpan wait, CancellationToken cancellation)
    {
        var messages = new List<ReceivedMessage>();
        for (var startedAt = time.GetTimestamp(); ;)
        {
            var left = wait - time.GetElapsedTime(startedAt);
            var longPoll = left < LongPollMax ? left : LongPollMax;
            await TakeAsync(countMax, (int)Math.Max(0, longPoll.TotalSeconds), messages, cancellation);
            left = wait - time.GetElapsedTime(startedAt);
            if (messages.Count > 0 || left <= TimeSpan.Zero)
            {
                return messages;
            }

            // What is left of less than a second.
            if (left < Second)
            {
                await Task.Delay(left < LookAgain ? left : LookAgain, time, cancellation);
            }
        }
    }

    public async Task DeleteAsync(IReadOnlyList<string> receipts, CancellationToken cancellation)
    {
        var queue = await UrlAsync(cancellation);
        foreach (var batch in receipts.Distinct(StringComparer.Ordinal).Chunk(BatchSizeMax))
        {
            await batches.RunAsync(
                "DeleteMessageBatch",
                queue,
                [.. batch.Select(receipt => new JsonObject { ["ReceiptHandle"] = receipt })],
                cancellation);
            seen.Forget(batch);
        }
    }

    /// <param name="visibility">Rounded up to whole seconds; twelve hours at most.</param>
    /// <inheritdoc/>
    public async Task ExtendAsync(string receipt, TimeSpan visibility, CancellationToken cancellation)
    {
        var seconds = (int)Math.Ceiling(
            (visibility < VisibilityMax ? visibility : VisibilityMax).TotalSeconds);
        await batches.RunAsync(
            "ChangeMessageVisibilityBatch",
            await UrlAsync(cancellation),
            [new JsonObject { ["ReceiptHandle"] = receipt, ["VisibilityTimeout"] = seconds }],
            cancellation);
    }

    /// <summary>
    /// Throws every message away. SQS takes up to a minute for it, and does not do it twice in one: what is sent within
    /// the minute may be thrown away too.
    /// </summary>
    /// <inheritdoc/>
    public async Task PurgeAsync(CancellationToken cancellation)
    {
        try
        {
            await CallAsync("PurgeQueue", new JsonObject(), default, cancellation);
        }
        catch (AwsRefusedException e) when (e.Code.EndsWith("PurgeQueueInProgress", StringComparison.Ordinal))
        {
            // What was sent since the one that is under way may be left by it.
            while (await ReceiveAsync(BatchSizeMax, TimeSpan.Zero, cancellation) is { Count: > 0 } messages)
            {
                await DeleteAsync([.. messages.Select(message => message.Receipt)], cancellation);
            }
        }

        seen.ForgetAll();
    }

    /// <summary>
    /// How full it is, as SQS reckons: its counts are approximate and may be a minute old. The age is that of the
    /// oldest message that this process received and that is not done; of what nobody received, CloudWatch tells.
    /// </summary>
    /// <inheritdoc/>
    public async Task<QueueFigures> FiguresAsync(CancellationToken cancellation)
    {
        var own = await AttributesAsync(await UrlAsync(cancellation), cancellation);
        var dead = await FindAsync(place.Dead, cancellation) is { } deadUrl
            ? await AttributesAsync(deadUrl, cancellation)
            : 0;
        return new QueueFigures(own, dead, own == 0 ? TimeSpan.Zero : seen.OldestAge());
    }

    /// <summary>Sends a batch of dead letters again; what they died of should be mended first.</summary>
    /// <returns>How many; 0 when there are none. Stopped in the middle, some are in both.</returns>
    public async Task<int> RedriveAsync(CancellationToken cancellation)
    {
        if (await FindAsync(place.Dead, cancellation) is not { } deadUrl)
        {
            return 0;
        }

        var dead = new SqsQueue(Name, calls, place.ToDead(), time) { IsPlain = IsPlain };
        var letters = await dead.ReceiveAsync(BatchSizeMax, TimeSpan.Zero, cancellation);
        await SendAsync([.. letters.Select(letter => letter.Body)], cancellation);
        await dead.DeleteAsync([.. letters.Select(letter => letter.Receipt)], cancellation);
        return letters.Count;
    }

    private async Task TakeAsync(
        int countMax, int waitSeconds, List<ReceivedMessage> messages, CancellationToken cancellation)
    {
        int taken;
        do
        {
            var size = Math.Min(BatchSizeMax, countMax - messages.Count);
            var answer = await CallAsync(
                "ReceiveMessage",
                new JsonObject
                {
                    ["MaxNumberOfMessages"] = size,
                    ["WaitTimeSeconds"] = messages.Count == 0 ? waitSeconds : 0,
                    ["MessageSystemAttributeNames"] = new JsonArray(ReceiveCount, SentAt),
                },
                TimeSpan.FromSeconds(waitSeconds),
                cancellation);
            var received = Read(answer);
            taken = received.Count;
            messages.AddRange(received);
        }
        while (taken == BatchSizeMax && messages.Count < countMax);
    }

    private List<ReceivedMessage> Read(JsonElement answer)
    {
        var messages = new List<ReceivedMessage>();
        if (answer.TryGetProperty("Messages", out var list) && list.ValueKind == JsonValueKind.Array)
        {
            foreach (var message in list.EnumerateArray())
            {
                var attributes = message.GetProperty("Attributes");
                var receipt = message.GetProperty("ReceiptHandle").GetString()!;
                seen.Note(receipt, DateTimeOffset.FromUnixTimeMilliseconds(Number(attributes, SentAt)));
                messages.Add(new ReceivedMessage(
                    ToBytes(message.GetProperty("Body")),
                    receipt,
                    (int)Number(attributes, ReceiveCount)));
            }
        }

        return messages;
    }

    private async Task<long> AttributesAsync(string queue, CancellationToken cancellation)
    {
        var answer = await calls.CallAsync(
            JsonService.Queues,
            "GetQueueAttributes",
            new JsonObject { ["QueueUrl"] = queue, ["AttributeNames"] = new JsonArray("All") },
            cancellation: cancellation);
        var attributes = answer.GetProperty("Attributes");
        return Number(attributes, "ApproximateNumberOfMessages")
            + Number(attributes, "ApproximateNumberOfMessagesNotVisible")
            + Number(attributes, "ApproximateNumberOfMessagesDelayed");
    }

    private async Task<JsonElement> CallAsync(
        string operation, JsonObject parameters, TimeSpan wait, CancellationToken cancellation)
    {
        parameters["QueueUrl"] = await UrlAsync(cancellation);
        return await calls.CallAsync(JsonService.Queues, operation, parameters, wait, cancellation);
    }

    private async ValueTask<string> UrlAsync(CancellationToken cancellation) =>
        url ??= await FindAsync(place.Name, cancellation)
            ?? throw new QueueMissingException(place.Name, calls.Site.Name);

    private async Task<string?> FindAsync(string queue, CancellationToken cancellation)
    {
        var parameters = new JsonObject { ["QueueName"] = queue };
        if (place.Account is { } account)
        {
            parameters["QueueOwnerAWSAccountId"] = account;
        }

        try
        {
            var answer = await calls.CallAsync(
                JsonService.Queues, "GetQueueUrl", parameters, cancellation: cancellation);
            return answer.GetProperty("QueueUrl").GetString();
        }
        catch (AwsRefusedException e) when (IsMissing(e.Code))
        {
            return null;
        }
    }

    private static bool IsMissing(string code) =>
        code.EndsWith("QueueDoesNotExist", StringComparison.Ordinal)
        || code.EndsWith("NonExistentQueue", StringComparison.Ordinal);

    private string ToText(byte[] body) => IsPlain ? Encoding.UTF8.GetString(body) : Convert.ToBase64String(body);

    private byte[] ToBytes(JsonElement body) =>
        IsPlain ? Encoding.UTF8.GetBytes(body.GetString()!) : body.GetBytesFromBase64();

    private static long Number(JsonElement attributes, string name) =>
        attributes.TryGetProperty(name, out var value)
            ? long.Parse(value.GetString()!, CultureInfo.InvariantCulture)
            : 0;
}
