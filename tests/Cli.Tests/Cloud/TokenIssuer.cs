using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Domicile.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Domicile.Cli.Tests.Cloud;

/// <summary>An OpenID Connect issuer on this machine that publishes one key and signs with it.</summary>
internal sealed class TokenIssuer : IDisposable
{
    public const string Client = "client-1";

    private readonly HttpListener listener = new();
    private readonly RSA key = RSA.Create(2048);
    private readonly Task answering;

    public TokenIssuer()
    {
        Address = new Uri($"http://127.0.0.1:{TestNode.FreePort()}/pool");
        listener.Prefixes.Add($"http://127.0.0.1:{Address.Port}/");
        listener.Start();
        answering = AnswerAsync();
    }

    public Uri Address { get; }

    /// <summary>A token of somebody of the group of operators, as Cognito writes one.</summary>
    public string Operator => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = Address.OriginalString,
        Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(1),
        Claims = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["sub"] = "eva",
            ["client_id"] = Client,
            ["token_use"] = "access",
            ["cognito:groups"] = new[] { "operator" },
        },
        SigningCredentials = new SigningCredentials(
            new RsaSecurityKey(key) { KeyId = "key-1" }, SecurityAlgorithms.RsaSha256),
    });

    public void Dispose()
    {
        listener.Stop();
        listener.Close();
        answering.Wait(TimeSpan.FromSeconds(10));
        key.Dispose();
    }

    private async Task AnswerAsync()
    {
        while (listener.IsListening)
        {
            try
            {
                var http = await listener.GetContextAsync();
                await http.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(Answer(http.Request.Url!)));
                http.Response.Close();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private string Answer(Uri asked)
    {
        if (asked.AbsolutePath.EndsWith("openid-configuration", StringComparison.Ordinal))
        {
            return JsonSerializer.Serialize(
                new { issuer = Address.OriginalString, jwks_uri = $"{Address.OriginalString}/keys" });
        }

        var numbers = key.ExportParameters(false);
        return JsonSerializer.Serialize(new
        {
            keys = new[]
            {
                new
                {
                    kty = "RSA",
                    use = "sig",
                    alg = "RS256",
                    kid = "key-1",
                    n = Base64UrlEncoder.Encode(numbers.Modulus),
                    e = Base64UrlEncoder.Encode(numbers.Exponent),
                },
            },
        });
    }
}
