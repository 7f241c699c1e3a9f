namespace Domicile.Server.Tests.Problems;

/// <summary>What a caller can do wrong about personal data and rights, once each.</summary>
internal static class WrongRights
{
    private const string Requests = "/v1/privacy/requests";
    private const string Nothing = $"{Requests}/0197a1b2-7c3d-7e4f-8a9b-0c1d2e3f4a5c";

    public static IEnumerable<WrongRequest> All => [
        .. Log, .. Listed, .. Recorded, .. Found, .. Corrected, .. Restricted];

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

    private static IEnumerable<WrongRequest> Found =>
    [
        new("GET /v1/users", null, "field-missing", 400, "email"),
        new("GET /v1/users?email=", null, "field-invalid", 400, "email"),
        new("GET /v1/users?email=anna", null, "field-invalid", 400, "email"),
        new("GET /v1/users?name=anna", null, "field-missing", 400, "email"),
        new("GET /v1/users?email=a@example.org&name=anna", null, "field-unknown", 400, "name"),
    ];

    private static IEnumerable<WrongRequest> Restricted =>
    [
        new("POST /v1/users/{anna}/restriction", "{}", "field-missing", 400, "reason"),
        new("POST /v1/users/{anna}/restriction", """{"reason":" "}""", "field-invalid", 400, "reason"),
        new("POST /v1/users/eu-29999/restriction", """{"reason":"I dispute it."}""", "user-unknown", 404, ""),
        new("POST /v1/users/us-1/restriction", """{"reason":"I dispute it."}""", "other-region", 421, "id"),
        new("DELETE /v1/users/eu-29999/restriction", null, "user-unknown", 404, ""),
    ];

    private static IEnumerable<WrongRequest> Corrected =>
    [
        new("PATCH /v1/users/{anna}", "{}", "field-missing", 400, ""),
        new("PATCH /v1/users/{anna}", """{"nickname":"Anna"}""", "field-unknown", 400, "nickname"),
        new("PATCH /v1/users/{anna}", """{"name":1}""", "field-invalid", 400, "name"),
        new("PATCH /v1/users/{anna}", """{"name":" "}""", "field-invalid", 400, "name"),
        new("PATCH /v1/users/{anna}", """{"email":"anna"}""", "field-invalid", 400, "email"),
        new("PATCH /v1/users/{anna}", """{"birthDate":"1899-12-31"}""", "field-invalid", 400, "birthDate"),
        new("PATCH /v1/users/eu-29999", """{"name":"Anna"}""", "user-unknown", 404, ""),
        new("PATCH /v1/users/us-1", """{"name":"Anna"}""", "other-region", 421, "id"),
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
