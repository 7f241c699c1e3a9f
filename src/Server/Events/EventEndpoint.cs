using Domicile.Server.Hosting;
using Domicile.Server.Problems;
using Microsoft.AspNetCore.Mvc;

namespace Domicile.Server.Events;

/// <summary>
/// Where the runtime of a function hands in what it was called with. There only on a server that runs passes and
/// listens to nobody but the runtime beside it; elsewhere the address does not exist. An event that is not wholly done
/// is answered with an error status, which fails the invocation, so that the runtime deletes no message of it.
/// </summary>
internal static class EventEndpoint
{
    public const string Path = "/events";

    // The most that a function is called with, and a little more.
    private const int BytesMax = 8 * 1024 * 1024;

    public static void MapEvents(this IEndpointRouteBuilder app) => app.MapPost(Path, RunAsync)
        .DisableRateLimiting()
        .DisableRequestTimeout()
        .WithMetadata(new RequestSizeLimitAttribute(BytesMax))
        .ExcludeFromDescription();

    private static async Task<IResult> RunAsync(HttpContext http, IEventWork work)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        try
        {
            var asked = LambdaEvent.Read(body.GetBuffer().AsMemory(0, (int)body.Length));
            var outcome = await work.RunAsync(asked, http.RequestAborted);
            return outcome.IsWhole
                ? Results.Json(outcome, ApiJson.Options)
                : new ProblemAnswer(
                    HttpProblems.EventLeft,
                    $"{outcome.Left} of {outcome.Left + outcome.Done} messages have to come again.");
        }
        catch (InvalidDataException e)
        {
            return new ProblemAnswer(HttpProblems.EventUnknown, e.Message);
        }
    }
}
