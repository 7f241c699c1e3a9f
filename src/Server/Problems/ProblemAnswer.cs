using System.Globalization;
using Domicile.Ledger;
using Domicile.Server.Health;
using Domicile.Server.Hosting;
using Domicile.Server.Requests;
using Microsoft.Net.Http.Headers;

namespace Domicile.Server.Problems;

/// <summary>
/// A refusal on its way to the caller: a problem type, what was wrong this time, and the field that caused it. Written
/// as <c>application/problem+json</c> whatever the caller accepts, so that nobody gets an empty error.
/// </summary>
/// <param name="Type">From the catalogue.</param>
/// <param name="Detail">One or two sentences: what was wrong, with which value, and what to do.</param>
/// <param name="Parameter">The field, header or query parameter, if one is at fault.</param>
internal sealed record ProblemAnswer(ProblemType Type, string Detail, string? Parameter = null) : IResult
{
    public const string MediaType = "application/problem+json";

    /// <summary>The region that can help, when this one cannot.</summary>
    public OtherRegion? Elsewhere { get; init; }

    /// <summary>True for a verdict that an earlier request with the same key was given.</summary>
    public bool IsReplayed { get; init; }

    /// <summary>The nodes of the region, when they are what is wrong.</summary>
    public IReadOnlyList<NodeAnswer>? Nodes { get; init; }

    public static ProblemAnswer Of(Refusal refusal) =>
        new(ProblemCatalogue.Of(refusal.Code), refusal.Detail, refusal.Parameter);

    /// <summary>A node, named in full such as <c>eu/s1</c>, does not answer.</summary>
    public static ProblemAnswer OfNode(string node) => Of(ShardFailure.Unavailable(node));

    /// <summary>The answer for a status that came without words.</summary>
    public static ProblemAnswer OfStatus(int status, HttpRequest request) => status switch
    {
        404 => new(HttpProblems.PathUnknown, "No call of this API has this path. /docs lists them all."),
        405 => new(
            HttpProblems.MethodNotAllowed,
            $"This address does not know {Shown.Text(request.Method, 16)}; the header Allow lists what it knows."),
        415 => new(
            HttpProblems.MediaTypeUnsupported,
            $"A body declared as {Shown.Text(request.ContentType ?? "nothing")} is not read; "
                + "send Content-Type: application/json.",
            "Content-Type"),
        _ => new(HttpProblems.OfStatus(status), HttpProblems.OfStatus(status).Advice),
    };

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Type.Status;
        if (Type.RetryAfterSeconds is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        if (IsReplayed)
        {
            response.Headers[CallersKey.ReplayedHeader] = "true";
        }

        response.Headers[HeaderNames.CacheControl] = "no-store";
        httpContext.Items[typeof(ProblemAnswer)] = this;
        var problem = new Problem(Type.Address, Type.Title, Type.Status, Detail, RequestName.Of(httpContext))
        {
            Parameter = Parameter,
            Region = Elsewhere?.Name,
            Address = Elsewhere?.Address,
            Nodes = Nodes,
        };
        return response.WriteAsJsonAsync(problem, ApiJson.Options, MediaType, httpContext.RequestAborted);
    }

    /// <summary>The problem that this request was answered with, for the log.</summary>
    public static ProblemAnswer? Given(HttpContext http) => http.Items[typeof(ProblemAnswer)] as ProblemAnswer;
}
