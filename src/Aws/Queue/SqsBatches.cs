using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Domicile.Aws.Calls;

namespace Domicile.Aws.Queue;

/// <summary>
/// Calls SQS with batches. A batch may succeed in part: what failed by the service's fault is sent again, alone; what
/// failed by its own, and is a receipt, has ended already. Lives as long as its queue.
/// </summary>
internal sealed class SqsBatches(SignedCalls calls, TimeProvider time)
{
    private const int TriesMax = 4;

    // A receipt that is no receipt, is too old, or is of a message that is gone or came again.
    private static readonly string[] DeadReceipts =
        ["ReceiptHandleIsInvalid", "MessageNotInflight", "InvalidParameterValue"];

    private static readonly CallLimits Limits = new();

    /// <summary>Batches of ten at most, and of no more bytes than one call takes.</summary>
    public static IEnumerable<IReadOnlyList<JsonObject>> Split(IEnumerable<JsonObject> entries)
    {
        var (batch, bytes) = (new List<JsonObject>(), 0);
        foreach (var entry in entries)
        {
            var length = entry["MessageBody"]!.GetValue<string>().Length;
            if (batch.Count == SqsQueue.BatchSizeMax || bytes + length > SqsQueue.BatchBytesMax)
            {
                yield return batch;
                (batch, bytes) = ([], 0);
            }

            batch.Add(entry);
            bytes += length;
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }

    /// <exception cref="AwsUnavailableException">A part of it failed at every try.</exception>
    /// <exception cref="AwsRefusedException">A part of it was refused.</exception>
    public async Task RunAsync(
        string operation, string queue, IReadOnlyList<JsonObject> entries, CancellationToken cancellation)
    {
        for (var tries = 1; entries.Count > 0; tries++)
        {
            foreach (var (i, entry) in entries.Index())
            {
                entry["Id"] = i.ToString(CultureInfo.InvariantCulture);
            }

            var answer = await calls.CallAsync(
                JsonService.Queues,
                operation,
                new JsonObject
                {
                    ["QueueUrl"] = queue,
                    ["Entries"] = new JsonArray([.. entries.Select(entry => entry.DeepClone())]),
                },
                cancellation: cancellation);
            var failed = Failed(operation, entries.Count, answer);
            if (failed.Count > 0 && tries == TriesMax)
            {
                throw new AwsUnavailableException(
                    failed[0].Code, $"{operation} of {queue} failed in part ({failed[0].Code}) at every try.")
                {
                    Call = What(operation),
                };
            }

            entries = [.. failed.Select(failure => entries[failure.Place])];
            if (entries.Count > 0)
            {
                await Task.Delay(Limits.PauseAfter(tries, Random.Shared.NextDouble()), time, cancellation);
            }
        }
    }

    // What is not said to be done is not done, whatever the status of the answer.
    private List<(int Place, string Code)> Failed(string operation, int count, JsonElement answer)
    {
        var failed = Enumerable.Range(0, count).ToDictionary(place => place, _ => "Unanswered");
        foreach (var done in List(answer, "Successful"))
        {
            failed.Remove(PlaceOf(done));
        }

        foreach (var failure in List(answer, "Failed"))
        {
            var code = failure.GetProperty("Code").GetString()!;
            var isOurs = failure.GetProperty("SenderFault").GetBoolean();
            if (!isOurs || AwsCodes.IsTransient(code, HttpStatusCode.BadRequest))
            {
                failed[PlaceOf(failure)] = code;
            }
            else if (IsDeadReceipt(operation, code))
            {
                failed.Remove(PlaceOf(failure));
            }
            else
            {
                var message = failure.TryGetProperty("Message", out var text) ? text.GetString() : null;
                throw new AwsRefusedException(
                    code, HttpStatusCode.BadRequest, $"{operation} was refused in part ({code}): {message}")
                {
                    Call = What(operation),
                };
            }
        }

        return [.. failed.OrderBy(one => one.Key).Select(one => (one.Key, one.Value))];
    }

    private string What(string operation) => $"{operation} of sqs in {calls.Site.Name}";

    private static IEnumerable<JsonElement> List(JsonElement answer, string name) =>
        answer.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray()
            : [];

    private static int PlaceOf(JsonElement entry) =>
        int.Parse(entry.GetProperty("Id").GetString()!, CultureInfo.InvariantCulture);

    private static bool IsDeadReceipt(string operation, string code) =>
        operation != "SendMessageBatch"
        && DeadReceipts.Any(known => code.EndsWith(known, StringComparison.Ordinal));
}
