using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace Domicile.Cli.Tests.Client;

/// <summary>Answers requests from a list, one after the other, and remembers what came.</summary>
internal sealed class StubHandler(params Func<HttpResponseMessage>[] answers) : HttpMessageHandler
{
    private int sentCount;

    public ConcurrentQueue<(string Line, string? Key, string Body)> Requests { get; } = [];

    public static Func<HttpResponseMessage> Json(HttpStatusCode status, string body, string? header = null) => () =>
    {
        var response = new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8) };
        if (header is not null)
        {
            response.Headers.Add(header, header == "Retry-After" ? "1" : "true");
        }

        return response;
    };

    public static Func<HttpResponseMessage> Failure(HttpRequestError error) =>
        () => throw new HttpRequestException(error, "the cable is out");

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var key = request.Headers.TryGetValues("Idempotency-Key", out var keys) ? keys.Single() : null;
        Requests.Enqueue(($"{request.Method} {request.RequestUri!.AbsolutePath}", key, body));
        return answers[Math.Min(sentCount++, answers.Length - 1)]();
    }
}
