using System.Text.Json;

namespace Domicile.Cli.Client;

/// <summary>Why the API did not do what was asked (RFC 9457), or what came instead of an answer of the API.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">The end of the problem's type, such as <c>insufficient-funds</c>; else the status.</param>
/// <param name="Detail">One sentence: what was wrong and what to do.</param>
internal sealed record ApiProblem(int Status, string Code, string Detail)
{
    public static ApiProblem Read(int status, ReadOnlySpan<byte> body)
    {
        try
        {
            var form = JsonSerializer.Deserialize<Form>(body, RegionClient.Json);
            var detail = form?.Detail ?? form?.Title;
            if (detail is not null)
            {
                return new ApiProblem(status, CodeOf(form!.Type) ?? $"{status}", detail);
            }
        }
        catch (JsonException)
        {
            // Not a problem of the API: whatever answers there speaks another language, and the text below says so.
        }

        return new ApiProblem(status, $"{status}", $"The answer was HTTP {status} without an explanation.");
    }

    private static string? CodeOf(string? type)
    {
        var code = type?[(type.LastIndexOfAny(['/', '#']) + 1)..];
        return code is null or "" or "about:blank" ? null : code;
    }

    private sealed record Form(string? Type, string? Title, string? Detail);
}
