using System.Text;
using Domicile.Server.Tests.Running;

namespace Domicile.Server.Tests.Malformed;

/// <summary>Takes a request that would be right and makes it wrong in one way, chosen by a seeded generator.</summary>
internal sealed class MalformedRequests(TestServer server, string anna, string bob)
{
    private static readonly string[] WrongValues =
    [
        "null", "true", "[]", "{}", "[{}]", "\"\"", "\"\\u0000\"", "\"\\ud800\"", "-1", "1e999", "0.1", "\" \"",
        "\"💥\"", "{\"a\":1}",
    ];

    private static readonly string[] WrongPaths =
    [
        "/v1/users/x", "/v1/users/eu-", "/v1/users/eu-1e3", "/v1/users/us-3", "/v1/users/%2e%2e", "/v1/users/eu-x/",
        "/v1//users", "/v1/users/eu-99999999999999999999", "/v1/users/eu-1/transfers/%00x", "/v1/users/%C3%28", "/v9",
        "/v1/users/eu-0;a=b",
    ];

    private static readonly string[] WrongQueries =
    [
        "limit=0", "limit=1e1", "limit=%00", "cursor=%F0", "cursor=AAAA", "from=x", "to=9999-99-99", "a=b",
        "limit=1&limit=1", "from=2026-13-01T00:00:00Z", "=", "limit[]=1", "from=-1", "cursor='%20or%201=1--",
    ];

    private static readonly string[] WrongMethods = ["PUT", "DELETE", "TRACE", "OPTIONS", "BREW", "PATCH", "HEAD"];

    /// <summary>Sends one and answers its status.</summary>
    public async Task<int> SendAsync(Random random)
    {
        using var request = Make(random);
        using var response = await server.Http.SendAsync(request);
        await response.Content.ReadAsByteArrayAsync();
        var status = (int)response.StatusCode;
        var isProblem = response.Content.Headers.ContentType?.MediaType == "application/problem+json";
        Assert.True(isProblem || request.Method == HttpMethod.Head, $"{request} {response}");
        return status;
    }

    private HttpRequestMessage Make(Random random) => random.Next(10) switch
    {
        0 => Get(Pick(random, WrongPaths)),
        1 => Get($"/v1/users/{anna}/transfers?{Pick(random, WrongQueries)}"),
        2 => WithoutRight(random),
        3 => With(HttpMethod.Parse(Pick(random, WrongMethods)), "/v1/transfers", Body(random)),
        4 => WrongHeader(random),
        _ => WrongBody(random),
    };

    private HttpRequestMessage WrongBody(Random random)
    {
        var (path, fields) = Template(random);
        var needed = Needed(path, random);
        var bytes = random.Next(9) switch
        {
            0 => Cut(random, Json(fields)),
            1 => Insert(random, Json(fields), 0x00),
            2 => Insert(random, Json(fields), 0xFF),
            3 => Json([.. fields, ($"x{random.Next(1000)}", Pick(random, WrongValues))]),
            4 => Json([.. fields, fields[random.Next(fields.Length)]]),
            5 => Json([.. fields.Where(field => field.Name != needed)]),
            6 => Json([.. fields.Select(field => field.Name == needed ? (needed, Pick(random, WrongValues)) : field)]),
            7 => Noise(random),
            _ => Nested(random),
        };
        return With(HttpMethod.Post, path, bytes);
    }

    private HttpRequestMessage WithoutRight(Random random)
    {
        var (path, fields) = Template(random);
        var request = With(HttpMethod.Post, path, Json(fields));
        request.Headers.Remove("Authorization");
        var token = server.Tokens.Operator;
        var place = random.Next(10, token.Length - 10);
        var wrong = random.Next(4) switch
        {
            0 => null,
            1 => token[..place],
            2 => token.Remove(place, 1).Insert(place, token[place] == 'A' ? "B" : "A"),
            _ => Encoding.Latin1.GetString(Enumerable.Range(0, 40).Select(_ => (byte)random.Next(33, 127)).ToArray()),
        };
        if (wrong is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + wrong);
        }

        return request;
    }

    private HttpRequestMessage WrongHeader(Random random)
    {
        var request = With(HttpMethod.Post, "/v1/transfers", Json(Transfer()));
        switch (random.Next(5))
        {
            case 0:
                request.Headers.Remove("Idempotency-Key");
                break;
            case 1:
                request.Headers.Remove("Idempotency-Key");
                request.Headers.TryAddWithoutValidation("Idempotency-Key", new string('k', random.Next(256, 4000)));
                break;
            case 2:
                request.Content!.Headers.Remove("Content-Type");
                request.Content.Headers.TryAddWithoutValidation("Content-Type", $"text/{random.Next()}");
                break;
            case 3:
                request.Headers.TryAddWithoutValidation("X-Much", new string('x', random.Next(33_000, 60_000)));
                break;
            default:
                request.Content!.Headers.TryAddWithoutValidation("Content-Encoding", "gzip");
                break;
        }

        return request;
    }

    private (string Path, (string Name, string Json)[] Fields) Template(Random random) => random.Next(4) switch
    {
        0 => ("/v1/users", [("name", "\"Anna\""), ("email", "\"anna@example.org\""), ("birthDate", "\"1970-12-13\"")]),
        1 => ("/v1/assets", [("code", $"\"Z{random.Next(100_000)}\""), ("scale", "2")]),
        2 => ($"/v1/users/{anna}/accounts", [("asset", "\"JPY\"")]),
        _ => ("/v1/transfers", Transfer()),
    };

    private (string Name, string Json)[] Transfer() =>
    [
        ("from", $"\"{anna}\""),
        ("to", $"\"{bob}\""),
        ("amount", "\"0.01\""),
        ("asset", "\"EUR\""),
        ("reference", "\"rent\""),
    ];

    private byte[] Body(Random random) => Json(Template(random).Fields);

    private HttpRequestMessage Get(string path) => With(HttpMethod.Get, path, null);

    private HttpRequestMessage With(HttpMethod method, string path, byte[]? body)
    {
        var request = new HttpRequestMessage(method, new Uri(server.Url + path, new UriCreationOptions
        {
            DangerousDisablePathAndQueryCanonicalization = true,
        }));
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {server.Tokens.Operator}");
        request.Headers.TryAddWithoutValidation("Idempotency-Key", Guid.NewGuid().ToString());
        if (body is not null && method != HttpMethod.Head && method != HttpMethod.Trace)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        }

        return request;
    }

    // All fields of a new user may be missing, so one that is unknown makes that body wrong.
    private static string Needed(string path, Random random) => path switch
    {
        "/v1/assets" => random.Next(2) == 0 ? "code" : "scale",
        "/v1/transfers" => Pick(random, ["from", "to", "amount", "asset"]),
        _ => "asset",
    };

    private static byte[] Json((string Name, string Json)[] fields)
    {
        var isUser = fields.All(field => field.Name is "name" or "email" or "birthDate");
        var all = isUser ? fields.Append((Name: "unknown", Json: "1")) : fields;
        return Encoding.UTF8.GetBytes($"{{{string.Join(",", all.Select(field => $"\"{field.Name}\":{field.Json}"))}}}");
    }

    private static byte[] Cut(Random random, byte[] json) => json[..random.Next(1, json.Length)];

    private static byte[] Insert(Random random, byte[] json, byte wrong)
    {
        var place = random.Next(json.Length);
        return [.. json[..place], wrong, .. json[place..]];
    }

    private static byte[] Noise(Random random)
    {
        var noise = new byte[random.Next(random.Next(20) == 0 ? 2_000_000 : 2_000)];
        random.NextBytes(noise);
        return noise;
    }

    private static byte[] Nested(Random random)
    {
        var depth = random.Next(20, 20_000);
        var open = random.Next(2) == 0 ? "[" : "{\"a\":";
        return Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(open, depth)));
    }

    private static string Pick(Random random, string[] values) => values[random.Next(values.Length)];
}
