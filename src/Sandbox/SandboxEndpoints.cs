using System.Globalization;
using System.Text;
using Domicile.Ledger.Audit.Institutions;
using Domicile.Ledger.Audit.Packages.Format;
using Domicile.Local.Institutions;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Domicile.Sandbox;

/// <summary>What the sandbox answers, well or badly as it was told to.</summary>
internal static class SandboxEndpoints
{
    public static void MapSandbox(this WebApplication app, SandboxInstitution institution)
    {
        app.MapGet("/health/ready", () => Results.Text("ready"));
        app.MapGet("/mode", () => Results.Text(SandboxModes.NameOf(institution.Mode)));
        app.MapPut("/mode/{mode}", (string mode) => SetMode(institution, mode));
        app.MapGet("/packages", () => Results.Text(string.Join('\n', institution.PackageIds)));
        app.MapGet("/erasures", () => Results.Text(string.Join('\n', institution.NoticeIds)));
        app.MapPost("/packages", http => AnswerAsync(http, institution, institution.TakePackage));
        app.MapPost("/erasures", http => AnswerAsync(http, institution, institution.TakeNotice));
    }

    private static IResult SetMode(SandboxInstitution institution, string name)
    {
        if (!SandboxModes.TryParse(name, out var mode))
        {
            return Results.Text(
                $"There is no mode {name}; there are {string.Join(", ", SandboxModes.Names)}.", statusCode: 404);
        }

        institution.Mode = mode;
        return Results.Text(name);
    }

    private static async Task AnswerAsync(
        HttpContext http,
        SandboxInstitution institution,
        Func<string, byte[], (Receipt? Receipt, string? Refusal)> take)
    {
        var mode = institution.Mode;
        switch (mode)
        {
            case SandboxMode.Refuse:
                await WriteAsync(http, 503, "The sandbox was told to refuse."u8.ToArray());
                return;
            case SandboxMode.Timeout:
                await Task.Delay(Timeout.Infinite, http.RequestAborted)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return;
        }

        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        var (receipt, refusal) = take(http.Request.Headers["Idempotency-Key"].ToString(), body.ToArray());
        if (receipt is null)
        {
            await WriteAsync(http, 422, Encoding.UTF8.GetBytes(refusal!));
            return;
        }

        await AnswerAsync(http, institution, receipt, mode);
    }

    private static async Task AnswerAsync(
        HttpContext http, SandboxInstitution institution, Receipt receipt, SandboxMode mode)
    {
        var answer = PackageJson.Write(institution.Sign(receipt));
        switch (mode)
        {
            case SandboxMode.LoseReceipt:
                http.Abort();
                break;
            case SandboxMode.AnswerTwice:
                await WriteBesideAsync(http, answer);
                await WriteAsync(http, 200, answer);
                break;
            case SandboxMode.WrongReceipt:
                var other = receipt with { Hash = new string('0', receipt.Hash.Length) };
                await WriteAsync(http, 200, PackageJson.Write(institution.Sign(other)));
                break;
            default:
                await WriteAsync(http, 200, answer);
                break;
        }
    }

    private static async Task WriteAsync(HttpContext http, int status, byte[] body)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = status == 200 ? "application/json" : "text/plain; charset=utf-8";
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body);
    }

    // A whole answer that the server does not know of; its own comes after it, on the same connection.
    private static async Task WriteBesideAsync(HttpContext http, byte[] body)
    {
        var output = http.Features.GetRequiredFeature<IConnectionTransportFeature>().Transport.Output;
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n");
        await output.WriteAsync(Encoding.ASCII.GetBytes(head));
        await output.WriteAsync(body);
    }
}
