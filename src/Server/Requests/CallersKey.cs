using System.Reflection;
using Domicile.Ledger;
using Domicile.Server.Docs;
using Domicile.Server.Problems;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.OpenApi;

namespace Domicile.Server.Requests;

/// <summary>
/// The header Idempotency-Key: the name that a caller gives to one request, so that it has one effect.
/// </summary>
internal sealed class CallersKey : IInput, IEndpointParameterMetadataProvider
{
    public const string Header = "Idempotency-Key";

    /// <summary>Set to <c>true</c> on an answer whose effect came from an earlier request with the same key.</summary>
    public const string ReplayedHeader = "Idempotency-Replayed";

    private const int LengthMax = 255;

    private CallersKey(string text, ProblemAnswer? problem) => (Text, Problem) = (text, problem);

    /// <summary>1 to 255 printable ASCII characters.</summary>
    public string Text { get; }

    public ProblemAnswer? Problem { get; }

    /// <summary>Called by the framework.</summary>
    public static ValueTask<CallersKey> BindAsync(HttpContext http, ParameterInfo parameter)
    {
        var values = http.Request.Headers[Header];
        var text = values.Count == 1 ? values[0] ?? "" : "";
        return ValueTask.FromResult(new CallersKey(text, values.Count == 0 ? Missing() : Mistake(values.Count, text)));
    }

    /// <summary>Called by the framework, for the API's document.</summary>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ParameterDoc(
            Header,
            ParameterLocation.Header,
            "Names this request: 1 to 255 printable ASCII characters, such as a UUID. Repeated with the same body it "
            + $"has one effect and the same answer, with the header {ReplayedHeader}: true.",
            "5f0c6f0e-8d3b-4c0a-9b57-2f1d7c1a4e11")
        { IsRequired = true });
        builder.Metadata.Add(new Refuses([HttpProblems.KeyMissing, HttpProblems.FieldInvalid]));
        builder.Metadata.Add(new Refuses(RefusalCode.KeyReused, RefusalCode.KeyAtWork));
    }

    private static ProblemAnswer Missing() => new(
        HttpProblems.KeyMissing,
        $"This call needs the header {Header}: a new one, such as a UUID, for each new request.",
        Header);

    private static ProblemAnswer? Mistake(int count, string text) =>
        count == 1 && text.Length is >= 1 and <= LengthMax && !text.AsSpan().ContainsAnyExceptInRange(' ', '~')
            ? null
            : new(
                HttpProblems.FieldInvalid,
                $"{Header} is sent once, with 1 to {LengthMax} printable ASCII characters.",
                Header);
}
