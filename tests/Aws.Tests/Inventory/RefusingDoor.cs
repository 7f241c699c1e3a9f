using System.Net;
using System.Text;
using Domicile.Testing;

namespace Domicile.Aws.Tests.Inventory;

/// <summary>Stands before a stand-in on 127.0.0.1, lets calls through and refuses some as a policy would.</summary>
internal sealed class RefusingDoor : IAsyncDisposable
{
    private static readonly string[] Own =
        ["Host", "Content-Length", "Content-Type", "Transfer-Encoding", "Connection"];

    private readonly HttpListener listener = new();
    private readonly HttpClient http = new();
    private readonly Uri behind;
    private readonly Func<string, string, bool> refuses;
    private readonly Task served;

    /// <summary>Opens it.</summary>
    /// <param name="behind">The stand-in.</param>
    /// <param name="refuses">By the AWS Region that a call is signed for, and what it says.</param>
    public RefusingDoor(Uri behind, Func<string, string, bool> refuses)
    {
        (this.behind, this.refuses) = (behind, refuses);
        Address = new Uri($"http://127.0.0.1:{TestNode.FreePort()}/");
        listener.Prefixes.Add(Address.AbsoluteUri);
        listener.Start();
        served = ServeAsync();
    }

    public Uri Address { get; }

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        await served;
        listener.Close();
        http.Dispose();
    }

    private async Task ServeAsync()
    {
        var answers = new List<Task>();
        try
        {
            while (true)
            {
                answers.Add(AnswerAsync(await listener.GetContextAsync()));
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // Closed.
            await Task.WhenAll(answers);
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var body = new MemoryStream();
        await context.Request.InputStream.CopyToAsync(body);
        var said = context.Request.Url!.PathAndQuery + " " + context.Request.Headers["X-Amz-Target"] + " "
            + Encoding.UTF8.GetString(body.ToArray());
        var scope = (context.Request.Headers["Authorization"] ?? "").Split('/');
        var (status, content) = scope.Length > 2 && refuses(scope[2], said)
            ? (403, Encoding.UTF8.GetBytes(
                "<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>explicit deny in a service "
                + "control policy</Message></Error></Errors></Response>"))
            : await PassAsync(context.Request, body.ToArray());
        context.Response.StatusCode = status;
        await context.Response.OutputStream.WriteAsync(content);
        context.Response.Close();
    }

    private async Task<(int Status, byte[] Content)> PassAsync(HttpListenerRequest request, byte[] body)
    {
        using var passed = new HttpRequestMessage(
            new HttpMethod(request.HttpMethod), new Uri(behind, request.Url!.PathAndQuery))
        {
            Content = new ByteArrayContent(body),
        };
        foreach (var name in request.Headers.AllKeys.OfType<string>().Except(Own, StringComparer.OrdinalIgnoreCase))
        {
            passed.Headers.TryAddWithoutValidation(name, request.Headers[name]);
        }

        passed.Content.Headers.TryAddWithoutValidation("Content-Type", request.ContentType);
        using var answer = await http.SendAsync(passed);
        return ((int)answer.StatusCode, await answer.Content.ReadAsByteArrayAsync());
    }
}
