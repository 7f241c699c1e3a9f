using System.Net;
using System.Security.Cryptography;
using Domicile.Ledger.Audit.Institutions;
using Domicile.Ledger.Audit.Packages.Format;

namespace Domicile.Ledger.Tests.Audit.Packages;

/// <summary>An institution on a port of this machine that answers each package as the test says.</summary>
internal sealed class StagedInstitution : IAsyncDisposable
{
    private readonly ECDiffieHellman key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDsa receiptKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly HttpListener listener;
    private readonly Task serving;
    private readonly string region;

    public StagedInstitution(string region, string name)
    {
        this.region = region;
        (listener, var port) = Listen();
        Institution = new Institution(
            name,
            new Uri($"http://127.0.0.1:{port}/"),
            key.ExportSubjectPublicKeyInfoPem(),
            receiptKey.ExportSubjectPublicKeyInfoPem());
        serving = ServeAsync();
    }

    public Institution Institution { get; }

    public string PrivateKey => key.ExportPkcs8PrivateKeyPem();

    /// <summary>The ids of the packages that came, in their order, each as often as it came.</summary>
    public List<string> Received { get; } = [];

    public List<byte[]> Files { get; } = [];

    /// <summary>What to answer: 200 with a receipt unless told otherwise.</summary>
    public Func<Receipt, (int Status, byte[] Body)>? Answer { get; set; }

    /// <summary>A good receipt, signed.</summary>
    public byte[] Sign(Receipt receipt) => PackageJson.Write(SignedReceipt.Sign(receipt, receiptKey));

    public async ValueTask DisposeAsync()
    {
        await LeaveAsync();
        key.Dispose();
        receiptKey.Dispose();
    }

    /// <summary>From now on nobody answers.</summary>
    public async Task LeaveAsync()
    {
        listener.Close();
        await serving;
    }

    private static (HttpListener Listener, int Port) Listen()
    {
        for (var port = Random.Shared.Next(20_000, 30_000); ; port++)
        {
            var one = new HttpListener { Prefixes = { $"http://127.0.0.1:{port}/" } };
            try
            {
                one.Start();
                return (one, port);
            }
            catch (HttpListenerException)
            {
                // Somebody else's; the next one may be free.
                one.Close();
            }
        }
    }

    private async Task ServeAsync()
    {
        while (listener.IsListening)
        {
            try
            {
                await AnswerAsync(await listener.GetContextAsync());
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                // It was stopped, or the other side has gone.
                continue;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext http)
    {
        using var body = new MemoryStream();
        await http.Request.InputStream.CopyToAsync(body);
        var id = http.Request.Headers["Idempotency-Key"]!;
        Received.Add(id);
        Files.Add(body.ToArray());
        var hashed = http.Request.Url!.AbsolutePath == "/packages"
            ? PackageZip.TryRead(body.ToArray())!.Single(entry => entry.Name == PackageFile.HeadName).Bytes.ToArray()
            : body.ToArray();
        var receipt = new Receipt(
            Receipt.FormKnown, region, Institution.Name, id, Convert.ToHexStringLower(SHA256.HashData(hashed)),
            DateTimeOffset.UnixEpoch);
        var (status, answer) = Answer?.Invoke(receipt) ?? (200, Sign(receipt));
        http.Response.StatusCode = status;
        await http.Response.OutputStream.WriteAsync(answer);
        http.Response.Close();
    }
}
