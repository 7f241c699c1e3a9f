namespace Domicile.Server.Tests.Problems;

/// <summary>What a caller can do wrong about personal data and rights, once each.</summary>
internal static class WrongRights
{
    private const string Requests = "/v1/privacy/requests";
    private const string Nothing = $"{Requests}/0197a1b2-7c3d-7e4f-8a9b-0c1d2e3f4a5c";

    public static IEnumerable<WrongRequest> All => [.. Log, .. Listed, .. Recorded];

    private static IEnumerable<WrongRequest> Log =>
    [
        new("GET /v1/users/{anna}/access-log", null, "not-allowed", 403, ""),
    ];

    private static IEnumerable<WrongRequest> Listed =>
    [
        new($"GET {Requests}?state=closed", null, "field-invalid", 400, "state"),
        new($"GET {Requests}?limit=0", null, "field-invalid", 400, "limit"),
        new($"GET {Requests}?limit=501", null, "field-invalid", 400, "limit"),
        new($"GET {Requests}?cursor=nonsense", null, "field-invalid", 400, "cursor"),
        new($"GET {Requests}?user=eu-1", null, "field-unknown", 400, "user"),
        new($"GET {Requests}/1", null, "field-invalid", 400, "requestId"),
        new($"GET {Nothing}", null, "request-unknown", 404, ""),
    ];

    private static IEnumerable<WrongRequest> Recorded =>
    [
        new($"POST {Requests}", """{"kind":"access"}""", "field-missing", 400, "user"),
        new($"POST {Requests}", """{"user":"{anna}"}""", "field-missing", 400, "kind"),
        new($"POST {Requests}", """{"user":"anna","kind":"access"}""", "field-invalid", 400, "user"),
        new($"POST {Requests}", """{"user":"us-1","kind":"access"}""", "other-region", 421, "user"),
        new($"POST {Requests}", """{"user":"eu-29999","kind":"access"}""", "user-unknown", 404, ""),
        new($"POST {Requests}", """{"user":"{anna}","kind":"oblivion"}""", "field-invalid", 400, "kind"),
        new($"POST {Requests}", """{"user":"{anna}","kind":"access","reason":" "}""", "field-invalid", 400, "reason"),
        new(
            $"POST {Requests}", """{"user":"{anna}","kind":"access","askedAt":"2999-01-01T00:00:00Z"}""",
            "field-invalid", 400, "askedAt"),
        new($"POST {Nothing}/extension", "{}", "field-missing", 400, "reason"),
        new($"POST {Nothing}/extension", """{"reason":"two archives"}""", "request-unknown", 404, ""),
        new($"POST {Nothing}/end", """{"state":"open"}""", "field-invalid", 400, "state"),
        new($"POST {Nothing}/end", """{"state":"done"}""", "request-unknown", 404, ""),
    ];
}
