using System.Net;
using System.Text.Json;
using Domicile.Ledger.Objects;

namespace Domicile.Aws.Objects;

/// <summary>An object that S3 says was stored, as its event in a queue has it.</summary>
/// <param name="Bucket">Where.</param>
/// <param name="Key">Under which key; null for one that this project did not make.</param>
/// <param name="VersionId">Of the object; null where the bucket keeps none.</param>
public sealed record StoredObject(string Bucket, ObjectKey? Key, string? VersionId)
{
    private const string Created = "ObjectCreated:";

    /// <summary>
    /// Reads the message that S3 sends to a queue; the test message of a new bucket, and events of other kinds, tell of
    /// no object.
    /// </summary>
    /// <exception cref="FormatException">It is not a message of S3.</exception>
    public static IReadOnlyList<StoredObject> Read(ReadOnlyMemory<byte> message)
    {
        try
        {
            using var document = JsonDocument.Parse(message);
            var root = document.RootElement;
            return root.TryGetProperty("Records", out var records)
                ? [.. records.EnumerateArray().Where(IsCreation).Select(Read)]
                : root.TryGetProperty("Event", out var test) && test.GetString() == "s3:TestEvent"
                    ? []
                    : throw new FormatException("The message has neither records nor the name of a test event.");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException($"The message is not one of S3: {e.Message}", e);
        }
    }

    private static bool IsCreation(JsonElement record) =>
        record.GetProperty("eventName").GetString()!.StartsWith(Created, StringComparison.Ordinal);

    private static StoredObject Read(JsonElement record)
    {
        var s3 = record.GetProperty("s3");
        var stored = s3.GetProperty("object");
        return new StoredObject(
            s3.GetProperty("bucket").GetProperty("name").GetString()!,
            TryKey(WebUtility.UrlDecode(stored.GetProperty("key").GetString()!)),
            stored.TryGetProperty("versionId", out var version) ? version.GetString() : null);
    }

    private static ObjectKey? TryKey(string text)
    {
        try
        {
            return new ObjectKey(text);
        }
        catch (ArgumentException)
        {
            // Somebody else's object, in a bucket that should have none; whoever reads the event says so.
            return null;
        }
    }
}
