using Domicile.Server.Problems;
using Domicile.Server.Requests;
using Microsoft.Net.Http.Headers;

namespace Domicile.Server.Sites;

/// <summary>
/// The server of the region's writer site, as a reader site's server sees it: hands one request on as it came, with the
/// same idempotency key and token, and brings the whole answer back. It is asked once: whether a write happened that
/// was not answered is told by the caller's repetition. Lives as long as the server.
/// </summary>
internal sealed class WriterSite(ServerSite here) : IDisposable
{
    /// <summary>Names the site that handed a request on. A second hand-over would be a loop, and is refused.</summary>
    public const string ForwardedHeader = "Domicile-Forwarded-By";

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(2);

    // Below what the other server keeps an idle connection for, so that none is used in the moment that it ends.
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(30);

    // What belongs to one connection and not to the message (RFC 9110, 7.6.1), and what each server says for itself.
    private static readonly HashSet<string> OfConnection = new(StringComparer.OrdinalIgnoreCase)
    {
        HeaderNames.Connection, HeaderNames.KeepAlive, HeaderNames.ProxyConnection, HeaderNames.TE,
        HeaderNames.Trailer, HeaderNames.TransferEncoding, HeaderNames.Upgrade, HeaderNames.Host, HeaderNames.Expect,
        HeaderNames.ContentLength, HeaderNames.Date, HeaderNames.Server,
    };

    private readonly HttpClient http = new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ConnectTimeout = ConnectTimeout,
        PooledConnectionIdleTimeout = IdleTimeout,
    })
    {
        // The request's own time limit ends the wait.
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Answers with what the writer site's server answers, or with the reason why it cannot.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        var body = await BodyBytes.ReadAsync(context);
        if (body.Problem is { } problem)
        {
            await problem.ExecuteAsync(context);
            return;
        }

        try
        {
            using var request = Request(context.Request, body.Value);
            using var answer = await http.SendAsync(request, context.RequestAborted);
            var content = await answer.Content.ReadAsByteArrayAsync(context.RequestAborted);
            await CopyAsync(answer, content, context.Response);
        }
        catch (HttpRequestException)
        {
            await new ProblemAnswer(
                HttpProblems.Unavailable,
                "The server of the region's writer site does not answer, and this site hands writes on to it; send the "
                + "same request again with its key.").ExecuteAsync(context);
        }
    }

    public void Dispose() => http.Dispose();

    private HttpRequestMessage Request(HttpRequest source, ReadOnlyMemory<byte> body)
    {
        var request = new HttpRequestMessage(
            new HttpMethod(source.Method), $"{here.WriterUrl}{source.Path.ToUriComponent()}{source.QueryString}")
        {
            Content = new ReadOnlyMemoryContent(body),
        };
        foreach (var (name, values) in source.Headers)
        {
            if (!OfConnection.Contains(name)
                && !request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
            {
                request.Content.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
            }
        }

        request.Headers.TryAddWithoutValidation(ForwardedHeader, here.Name);
        return request;
    }

    private static async Task CopyAsync(HttpResponseMessage answer, byte[] content, HttpResponse response)
    {
        response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers))
        {
            if (!OfConnection.Contains(name))
            {
                response.Headers[name] = values.ToArray();
            }
        }

        response.ContentLength = content.Length;
        await response.Body.WriteAsync(content, response.HttpContext.RequestAborted);
    }
}
