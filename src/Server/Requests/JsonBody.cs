using System.Reflection;
using Domicile.Server.Problems;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace Domicile.Server.Requests;

/// <summary>The JSON body of one request, read strictly and whole before the endpoint runs.</summary>
internal sealed class JsonBody<T> : IInput, IEndpointParameterMetadataProvider
    where T : class, IRequestBody<T>
{
    private readonly T? value;

    private JsonBody(T? value, ProblemAnswer? problem) => (this.value, Problem) = (value, problem);

    public ProblemAnswer? Problem { get; }

    public T Value => value ?? throw new InvalidOperationException("A body that was refused has no value.");

    /// <summary>Called by the framework. Reads at most <see cref="BodyBytes.LengthMax"/> bytes.</summary>
    public static async ValueTask<JsonBody<T>> BindAsync(HttpContext http, ParameterInfo parameter)
    {
        if (MediaTypeMistake(http.Request) is { } mistake)
        {
            return new(null, mistake);
        }

        var bytes = await BodyBytes.ReadAsync(http);
        if (bytes.Problem is not null)
        {
            return new(null, bytes.Problem);
        }

        var found = new Dictionary<string, BodyField>(StringComparer.Ordinal);
        if (FlatJson.Read(bytes.Value.Span, found) is { } broken)
        {
            return new(null, broken);
        }

        var fields = new BodyFields(found);
        var body = T.Read(fields);
        return new(body, fields.Problem);
    }

    /// <summary>Called by the framework: the body and what may be wrong with it, for the API's document.</summary>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(new AcceptsMetadata([JsonMediaType], typeof(T)));
        builder.Metadata.Add(new Refuses(
        [
            HttpProblems.BodyInvalid, HttpProblems.FieldMissing, HttpProblems.FieldUnknown, HttpProblems.FieldInvalid,
            HttpProblems.RequestTooSlow, HttpProblems.BodyTooLarge, HttpProblems.MediaTypeUnsupported,
        ]));
    }

    private const string JsonMediaType = "application/json";

    private static ProblemAnswer? MediaTypeMistake(HttpRequest request)
    {
        if (request.Headers.ContentEncoding.Count > 0)
        {
            return new(
                HttpProblems.MediaTypeUnsupported,
                "Send the body as it is, without Content-Encoding.",
                "Content-Encoding");
        }

        var isJson = MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && type.MediaType.Equals(JsonMediaType, StringComparison.OrdinalIgnoreCase)
            && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
                || type.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase));
        return isJson
            ? null
            : new(
                HttpProblems.MediaTypeUnsupported,
                request.ContentType is { Length: > 0 } other
                    ? $"The body is declared as {Hosting.Shown.Text(other)}; "
                        + "send Content-Type: application/json in UTF-8."
                    : "The header Content-Type is missing; send Content-Type: application/json.",
                "Content-Type");
    }
}
