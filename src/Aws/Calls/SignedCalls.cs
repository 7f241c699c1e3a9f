using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Domicile.Aws.Calls;

/// <summary>
/// Calls the services of AWS that speak JSON, in one AWS Region: signs, waits so long and no longer, and tries again
/// with growing, random pauses when a service fails, asks to be called less often, or does not answer. A call that was
/// repeated may have been done twice. Lives as long as the process; safe for many callers.
/// </summary>
/// <param name="site">Where, and as whom.</param>
/// <param name="time">Dates the signatures and counts the pauses.</param>
/// <param name="limits">Null for the usual ones.</param>
public sealed class SignedCalls(SiteAccess site, TimeProvider time, CallLimits? limits = null) : IDisposable
{
    private readonly CallLimits limits = limits ?? new CallLimits();

    // Time-outs are those of a try.
    private readonly HttpClient http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectTimeout = TimeSpan.FromSeconds(2),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public SiteAccess Site { get; } = site;

    /// <summary>Calls an operation, such as <c>SendMessageBatch</c>.</summary>
    /// <param name="service">One of <see cref="JsonService"/>.</param>
    /// <param name="operation">Its name in the service's description.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="wait">What the service was asked to wait with its answer; added to each try's time.</param>
    /// <param name="cancellation">Stops waiting; what was sent may be done.</param>
    /// <returns>The answer's JSON object; an empty one for an answer without content.</returns>
    /// <exception cref="AwsRefusedException">It was refused and would be again.</exception>
    /// <exception cref="AwsUnavailableException">It failed at every try.</exception>
    public async Task<JsonElement> CallAsync(
        JsonService service,
        string operation,
        JsonObject parameters,
        TimeSpan wait = default,
        CancellationToken cancellation = default)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(parameters);
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await TryAsync((service, operation), body, limits.AnswerMax + wait, cancellation);
            }
            catch (AwsUnavailableException) when (tries < limits.TriesMax)
            {
                await Task.Delay(limits.PauseAfter(tries, Random.Shared.NextDouble()), time, cancellation);
            }
        }
    }

    public void Dispose() => http.Dispose();

    private async Task<JsonElement> TryAsync(
        (JsonService Service, string Operation) call,
        byte[] body,
        TimeSpan answerMax,
        CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(answerMax, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            using var request = await RequestAsync(call, body);
            using var answer = await http.SendAsync(request, both.Token);
            var content = await answer.Content.ReadAsByteArrayAsync(both.Token);
            return answer.StatusCode == HttpStatusCode.OK ? Read(content) : throw Failure(call, answer, content);
        }
        catch (Exception e) when (e is JsonException || AwsCodes.IsOfCall(e, cancellation))
        {
            var reason = limit.IsCancellationRequested ? $"none came within {answerMax.TotalSeconds:0.#} s" : e.Message;
            throw AwsCodes.Silence(What(call), reason, e);
        }
    }

    private async Task<HttpRequestMessage> RequestAsync((JsonService Service, string Operation) call, byte[] body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Site.EndpointOf(call.Service))
        {
            Content = new ByteArrayContent(body),
        };
        request.Content.Headers.TryAddWithoutValidation(
            "Content-Type", $"application/x-amz-json-{call.Service.Version}");
        request.Headers.TryAddWithoutValidation("X-Amz-Target", $"{call.Service.Target}.{call.Operation}");
        var credentials = await AwsCodes.SignAsAsync(Site, What(call));
        Signature4.Sign(
            request,
            body,
            credentials,
            (Site.Name, call.Service.Name, time.GetUtcNow()));
        return request;
    }

    private static JsonElement Read(byte[] content)
    {
        using var document = JsonDocument.Parse(content.Length == 0 ? "{}"u8.ToArray() : content);
        return document.RootElement.Clone();
    }

    private Exception Failure(
        (JsonService Service, string Operation) call, HttpResponseMessage answer, byte[] content)
    {
        var (code, message) = AwsError.Read(answer, content);
        return AwsCodes.Failure(What(call), code, (answer.StatusCode, message));
    }

    private string What((JsonService Service, string Operation) call) =>
        $"{call.Operation} of {call.Service.Name} in {Site.Name}";
}
