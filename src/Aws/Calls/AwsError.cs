using System.Globalization;
using System.Text.Json;

namespace Domicile.Aws.Calls;

/// <summary>
/// Reads the code and the message of a refusal. The code stands in a header, in the body, or in both, with or without
/// the name of the service around it; from a proxy on the way there may be neither.
/// </summary>
internal static class AwsError
{
    public static (string Code, string Message) Read(HttpResponseMessage answer, byte[] content)
    {
        var (type, message) = ReadBody(content);
        var code = Bare(Header(answer, "x-amzn-errortype") ?? type) ?? string.Create(
            CultureInfo.InvariantCulture, $"Status{(int)answer.StatusCode}");

        return (code, message ?? answer.ReasonPhrase ?? "");
    }

    private static (string? Type, string? Message) ReadBody(byte[] content)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            return (Text(document.RootElement, "__type"),
                Text(document.RootElement, "message") ?? Text(document.RootElement, "Message"));
        }
        catch (JsonException)
        {
            // Whatever answered, it is not the service; the status tells what to do.
            return (null, null);
        }
    }

    // com.amazonaws.sqs#QueueDoesNotExist:http://… is QueueDoesNotExist.
    private static string? Bare(string? type) => type?.Split(':')[0].Split('#')[^1];

    private static string? Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? values.First() : null;

    private static string? Text(JsonElement body, string name) =>
        body.ValueKind == JsonValueKind.Object
        && body.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
