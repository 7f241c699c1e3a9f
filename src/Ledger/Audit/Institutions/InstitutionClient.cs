using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Domicile.Ledger.Audit.Packages.Format;

namespace Domicile.Ledger.Audit.Institutions;

/// <summary>
/// Sends packages and notices to one institution, each once a call and with an idempotency key, and believes nothing
/// but a receipt that is signed by the institution and is for what was sent. Lives as long as the process.
/// </summary>
/// <param name="region">Whose documents they are.</param>
/// <param name="institution">Where to send them.</param>
/// <param name="timeLimit">How long an answer may take.</param>
public sealed class InstitutionClient(string region, Institution institution, TimeSpan timeLimit) : IDisposable
{
    /// <summary>Longer than a receipt is.</summary>
    private const int AnswerBytesMax = 16 * 1024;

    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false })
    {
        Timeout = timeLimit,
        MaxResponseContentBufferSize = AnswerBytesMax,
    };

    private readonly ECDsa receiptKey = PackageSignature.Import(institution.ReceiptKey);

    public Institution Institution => institution;

    /// <summary>Sends a package.</summary>
    /// <param name="id">As <see cref="PackageHead.IdOf"/> makes it.</param>
    /// <param name="head">The bytes of its <c>head.json</c>.</param>
    /// <param name="file">The whole package.</param>
    /// <param name="cancellation">Cancelled while it is under way, the institution may have it or not.</param>
    public Task<InstitutionAnswer> SendPackageAsync(
        string id, byte[] head, byte[] file, CancellationToken cancellation) =>
        SendAsync("packages", Expect(id, head), Content(file, "application/zip"), cancellation);

    /// <summary>Tells it of an erasure; safe to repeat.</summary>
    public Task<InstitutionAnswer> NotifyErasureAsync(ErasureNotice notice, CancellationToken cancellation)
    {
        var body = PackageJson.Write(notice);
        return SendAsync("erasures", Expect(notice.Id, body), Content(body, "application/json"), cancellation);
    }

    public void Dispose()
    {
        http.Dispose();
        receiptKey.Dispose();
    }

    private Receipt Expect(string id, byte[] hashed) => new(
        Receipt.FormKnown,
        region,
        institution.Name,
        id,
        Convert.ToHexStringLower(SHA256.HashData(hashed)),
        default);

    private static ByteArrayContent Content(byte[] bytes, string type)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return content;
    }

    private async Task<InstitutionAnswer> SendAsync(
        string path, Receipt expected, HttpContent content, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Address(path)) { Content = content };
        request.Headers.Add("Idempotency-Key", expected.Id);

        // A second answer that comes on the same connection must not be taken for that of the next package.
        request.Headers.ConnectionClose = true;
        try
        {
            using var answer = await http.SendAsync(request, cancellation);
            if (!answer.IsSuccessStatusCode)
            {
                return Fail(string.Create(
                    CultureInfo.InvariantCulture, $"The institution refused it with status {(int)answer.StatusCode}."));
            }

            return Judge(await answer.Content.ReadAsByteArrayAsync(cancellation), expected);
        }
        catch (TaskCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Fail(string.Create(
                CultureInfo.InvariantCulture, $"The institution did not answer within {timeLimit.TotalSeconds:0} s."));
        }
        catch (HttpRequestException e)
        {
            return Fail(e.HttpRequestError == HttpRequestError.ConnectionError
                ? "Nobody listens at the institution's address."
                : $"The connection ended before a whole answer came ({e.HttpRequestError}).");
        }
    }

    private InstitutionAnswer Judge(byte[] answer, Receipt expected)
    {
        if (SignedReceipt.TryOpen(answer, receiptKey) is not { } receipt)
        {
            return Fail("The answer is no receipt that the institution signed.");
        }

        return receipt with { ReceivedAt = default } == expected
            ? new InstitutionAnswer(answer, null)
            : Fail("The receipt is for something else than what was sent.");
    }

    // Below the address that was given, whether it ends in a slash or not.
    private Uri Address(string path) => new($"{institution.Url.AbsoluteUri.TrimEnd('/')}/{path}");

    private static InstitutionAnswer Fail(string reason) => new(null, reason);
}
