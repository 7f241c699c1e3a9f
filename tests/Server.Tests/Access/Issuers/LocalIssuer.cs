using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Domicile.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Domicile.Server.Tests.Access.Issuers;

/// <summary>An OpenID Connect issuer on this machine that publishes its keys, changes them and signs.</summary>
internal sealed class LocalIssuer : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly Task answering;
    private RSA key = RSA.Create(2048);
    private int generation = 1;

    public LocalIssuer()
    {
        Address = new Uri($"http://127.0.0.1:{TestNode.FreePort()}/pool-1");
        listener.Prefixes.Add($"http://127.0.0.1:{Address.Port}/");
        listener.Start();
        answering = AnswerAsync();
    }

    public Uri Address { get; }

    /// <summary>Answers 500 while it is true.</summary>
    public bool IsBroken { get; set; }

    /// <summary>Whom discovery says that it speaks for; itself unless a test says otherwise.</summary>
    public string? Says { get; set; }

    /// <summary>How often its keys were asked for.</summary>
    public int ReadCount { get; private set; }

    /// <summary>Publishes another key in place of the present one.</summary>
    public void Rotate()
    {
        key = RSA.Create(2048);
        generation++;
    }

    /// <summary>A token of this issuer.</summary>
    /// <param name="claims">All but issuer and times; with <c>aud</c> or <c>client_id</c>.</param>
    /// <param name="life">From now on; negative for one that has expired.</param>
    /// <param name="issuer">Whose it says it is; this one's unless said otherwise.</param>
    public string Sign(Dictionary<string, object> claims, TimeSpan? life = null, string? issuer = null) => Sign(
        new SigningCredentials(
            new RsaSecurityKey(key) { KeyId = $"key-{generation}" }, SecurityAlgorithms.RsaSha256),
        claims,
        life,
        issuer);

    /// <summary>A token that somebody made with the published key as a symmetric secret.</summary>
    public string SignByPublicKey(Dictionary<string, object> claims) => Sign(
        new SigningCredentials(
            new SymmetricSecurityKey(key.ExportRSAPublicKey()) { KeyId = $"key-{generation}" },
            SecurityAlgorithms.HmacSha256),
        claims,
        null,
        null);

    /// <summary>A token without a signature.</summary>
    public string Unsigned(Dictionary<string, object> claims)
    {
        var body = new Dictionary<string, object>(claims, StringComparer.Ordinal)
        {
            ["iss"] = Address.OriginalString,
            ["exp"] = TimeProvider.System.GetUtcNow().AddHours(1).ToUnixTimeSeconds(),
        };
        var head = $$"""{"alg":"none","kid":"key-{{generation}}","typ":"JWT"}""";
        return $"{Encode(head)}.{Encode(JsonSerializer.Serialize(body))}.";
    }

    public void Dispose()
    {
        listener.Stop();
        listener.Close();
        answering.Wait(TimeSpan.FromSeconds(10));
        key.Dispose();
    }

    private string Sign(
        SigningCredentials credentials, Dictionary<string, object> claims, TimeSpan? life, string? issuer)
    {
        var end = TimeProvider.System.GetUtcNow().UtcDateTime + (life ?? TimeSpan.FromHours(1));
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer ?? Address.OriginalString,
            IssuedAt = end.AddHours(-2),
            NotBefore = end.AddHours(-2),
            Expires = end,
            Claims = claims,
            SigningCredentials = credentials,
        });
    }

    private async Task AnswerAsync()
    {
        while (listener.IsListening)
        {
            try
            {
                var http = await listener.GetContextAsync();
                http.Response.StatusCode = IsBroken ? 500 : 200;
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
        if (asked.AbsolutePath == "/pool-1/.well-known/openid-configuration")
        {
            return JsonSerializer.Serialize(new
            {
                issuer = Says ?? Address.OriginalString,
                jwks_uri = $"{Address.OriginalString}/keys",
            });
        }

        ReadCount++;
        var numbers = key.ExportParameters(false);
        return JsonSerializer.Serialize(new
        {
            keys = new object[]
            {
                new { kty = "oct", kid = "shared", k = "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3JldA" },
                new
                {
                    kty = "RSA",
                    use = "sig",
                    alg = "RS256",
                    kid = $"key-{generation}",
                    n = Base64UrlEncoder.Encode(numbers.Modulus),
                    e = Base64UrlEncoder.Encode(numbers.Exponent),
                },
            },
        });
    }

    private static string Encode(string text) => Base64UrlEncoder.Encode(Encoding.UTF8.GetBytes(text));
}
