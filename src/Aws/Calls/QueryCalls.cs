using System.Net;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;

namespace Domicile.Aws.Calls;

/// <summary>
/// Calls the services of AWS that do not speak JSON by one address: those that take a form and answer with XML, and
/// Lambda and EKS, which are asked by paths. In one AWS Region; signs, waits so long and no longer, and tries again
/// like <see cref="SignedCalls"/>. Only for questions: each may be asked twice. Safe for many callers.
/// </summary>
/// <param name="site">Where, and as whom.</param>
/// <param name="time">Dates the signatures and counts the pauses.</param>
/// <param name="limits">Null for the usual ones.</param>
public sealed class QueryCalls(SiteAccess site, TimeProvider time, CallLimits? limits = null) : IDisposable
{
    private readonly CallLimits limits = limits ?? new CallLimits();

    private readonly HttpClient http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public SiteAccess Site { get; } = site;

    /// <summary>Asks a service that takes a form, such as for <c>DescribeVpcs</c>.</summary>
    /// <param name="service">One of <see cref="QueryService"/>.</param>
    /// <param name="operation">Its name in the service's description.</param>
    /// <param name="parameters">Its parameters, lists by their numbered names.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>The answer's root, without name spaces.</returns>
    /// <exception cref="AwsRefusedException">It was refused and would be again.</exception>
    /// <exception cref="AwsUnavailableException">It failed at every try.</exception>
    public async Task<XElement> AskAsync(
        QueryService service,
        string operation,
        IReadOnlyDictionary<string, string> parameters,
        CancellationToken cancellation)
    {
        var fields = parameters.Append(new("Action", operation)).Append(new("Version", service.Version));
        using var form = new FormUrlEncodedContent(fields);
        var body = await form.ReadAsByteArrayAsync(cancellation);
        var call = new Call(service.Name, EndpointOf(service.Name, service.EndpointVariable), operation, body);
        return await RepeatAsync(call, ReadXml, cancellation);
    }

    /// <summary>Asks Lambda for what a path stands for.</summary>
    /// <param name="pathAndQuery">
    /// Such as <c>/2015-03-31/functions/?MaxItems=50</c>; the fields in the order of their names.
    /// </param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <inheritdoc cref="AskAsync" path="/exception"/>
    public Task<JsonElement> AskFunctionsAsync(string pathAndQuery, CancellationToken cancellation) =>
        AskPathAsync(("lambda", "LAMBDA"), pathAndQuery, cancellation);

    /// <summary>Asks EKS for what a path stands for.</summary>
    /// <param name="pathAndQuery">
    /// Such as <c>/clusters?maxResults=100</c>; the fields in the order of their names.
    /// </param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <inheritdoc cref="AskAsync" path="/exception"/>
    public Task<JsonElement> AskKubernetesAsync(string pathAndQuery, CancellationToken cancellation) =>
        AskPathAsync(("eks", "EKS"), pathAndQuery, cancellation);

    public void Dispose() => http.Dispose();

    private async Task<JsonElement> AskPathAsync(
        (string Name, string Variable) service, string pathAndQuery, CancellationToken cancellation)
    {
        var address = new Uri(EndpointOf(service.Name, service.Variable), pathAndQuery);
        return await RepeatAsync(new Call(service.Name, address, "GET", null), ReadJson, cancellation);
    }

    private Uri EndpointOf(string name, string variable) => Site.EndpointOf(variable)
        ?? Site.EndpointOf(new JsonService(name, "", "", variable));

    private async Task<T> RepeatAsync<T>(Call call, Func<byte[], T> read, CancellationToken cancellation)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return read(await TryAsync(call, cancellation));
            }
            catch (AwsUnavailableException) when (tries < limits.TriesMax)
            {
                await Task.Delay(limits.PauseAfter(tries, Random.Shared.NextDouble()), time, cancellation);
            }
            catch (Exception e) when (e is XmlException or JsonException)
            {
                throw AwsCodes.Silence(What(call), $"what came cannot be read: {e.Message}", e);
            }
        }
    }

    private async Task<byte[]> TryAsync(Call call, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(limits.AnswerMax, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            using var request = await RequestAsync(call);
            using var answer = await http.SendAsync(request, both.Token);
            var content = await answer.Content.ReadAsByteArrayAsync(both.Token);
            return answer.StatusCode == HttpStatusCode.OK ? content : throw Failure(call, answer, content);
        }
        catch (Exception e) when (AwsCodes.IsOfCall(e, cancellation))
        {
            var why = limit.IsCancellationRequested
                ? $"none came within {limits.AnswerMax.TotalSeconds:0.#} s"
                : e.Message;
            throw AwsCodes.Silence(What(call), why, e);
        }
    }

    private async Task<HttpRequestMessage> RequestAsync(Call call)
    {
        var request = new HttpRequestMessage(call.Body is null ? HttpMethod.Get : HttpMethod.Post, call.Address);
        if (call.Body is not null)
        {
            request.Content = new ByteArrayContent(call.Body);
            request.Content.Headers.TryAddWithoutValidation(
                "Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
        }

        var credentials = await AwsCodes.SignAsAsync(Site, What(call));
        Signature4.Sign(request, call.Body ?? [], credentials, (Site.Name, call.Service, time.GetUtcNow()));
        return request;
    }

    private Exception Failure(Call call, HttpResponseMessage answer, byte[] content)
    {
        var (code, message) = ReadError(answer, content);
        return AwsCodes.Failure(What(call), code, (answer.StatusCode, message));
    }

    private static (string Code, string Message) ReadError(HttpResponseMessage answer, byte[] content)
    {
        try
        {
            var root = ReadXml(content);
            if (root.Descendants("Code").FirstOrDefault() is { } code)
            {
                return (code.Value, root.Descendants("Message").FirstOrDefault()?.Value ?? "");
            }
        }
        catch (XmlException)
        {
            // Not XML: Lambda, or somebody on the way.
            return AwsError.Read(answer, content);
        }

        return AwsError.Read(answer, content);
    }

    private static JsonElement ReadJson(byte[] content)
    {
        using var document = JsonDocument.Parse(content);
        return document.RootElement.Clone();
    }

    private static XElement ReadXml(byte[] content)
    {
        using var reader = XmlReader.Create(
            new MemoryStream(content), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
        var root = XElement.Load(reader);
        foreach (var element in root.DescendantsAndSelf())
        {
            element.Name = element.Name.LocalName;
        }

        return root;
    }

    private string What(Call call) => $"{call.Operation} of {call.Service} in {Site.Name}";

    private sealed record Call(string Service, Uri Address, string Operation, byte[]? Body);
}
