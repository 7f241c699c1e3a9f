namespace Domicile.Server.Tests.Running;

/// <summary>Every call of the API, and how to send each so that nothing is wrong with it.</summary>
internal static class ApiCalls
{
    public static IReadOnlyList<(string Method, string Path)> All { get; } =
    [
        ("POST", "/v1/users"),
        ("GET", "/v1/users/{id}"),
        ("GET", "/v1/users"),
        ("PATCH", "/v1/users/{id}"),
        ("POST", "/v1/users/{id}/accounts"),
        ("GET", "/v1/users/{id}/accounts"),
        ("PATCH", "/v1/users/{id}/accounts/{account}"),
        ("GET", "/v1/users/{id}/balances"),
        ("POST", "/v1/assets"),
        ("GET", "/v1/assets"),
        ("POST", "/v1/transfers"),
        ("GET", "/v1/users/{id}/transfers"),
        ("GET", "/v1/users/{id}/transfers/{transferId}"),
        ("GET", "/v1/users/{id}/transfers/{transferId}/document"),
        ("GET", "/v1/users/{id}/transfers/{transferId}/proof"),
        ("GET", "/v1/users/{id}/statistics"),
        ("GET", "/v1/world/statistics"),
        ("GET", "/v1/users/{id}/access-log"),
        ("GET", "/v1/users/{id}/export"),
        ("POST", "/v1/users/{id}/restriction"),
        ("DELETE", "/v1/users/{id}/restriction"),
        ("GET", "/v1/privacy/requests"),
        ("POST", "/v1/privacy/requests"),
        ("GET", "/v1/privacy/requests/{requestId}"),
        ("POST", "/v1/privacy/requests/{requestId}/extension"),
        ("POST", "/v1/privacy/requests/{requestId}/end"),
        ("POST", "/v1/users/{id}/erasure-codes"),
        ("DELETE", "/v1/users/{id}/personal-data"),
        ("POST", "/v1/privacy/requests/{requestId}/consent"),
        ("GET", "/v1/users/{id}/erasure"),
        ("POST", "/v1/claims"),
    ];

    public static string Fill(string path, string user) => path
        .Replace("{id}", user, StringComparison.Ordinal)
        .Replace("{account}", "wallet-EUR", StringComparison.Ordinal)
        .Replace("{transferId}", "0197a1b2-7c3d-7e4f-8a9b-0c1d2e3f4a5b", StringComparison.Ordinal)
        .Replace("{requestId}", "0197a1b2-7c3d-7e4f-8a9b-0c1d2e3f4a5c", StringComparison.Ordinal);

    /// <summary>A body for the path; null where it has none.</summary>
    public static string? Body(string path, string user) => path switch
    {
        "/v1/users" => """{"name":"Anna","email":"anna@example.org","birthDate":"1970-12-13"}""",
        "/v1/users/{id}" => """{"name":"Anna"}""",
        "/v1/users/{id}/accounts" => """{"asset":"EUR"}""",
        "/v1/users/{id}/accounts/{account}" => """{"minimum":"-5.00"}""",
        "/v1/assets" => """{"code":"EUR","scale":2}""",
        "/v1/transfers" => $$"""{"from":"{{user}}","to":"external","amount":"0.01","asset":"EUR","reference":"rent"}""",
        "/v1/users/{id}/restriction" => """{"reason":"I dispute the balance."}""",
        "/v1/privacy/requests" => $$"""{"user":"{{user}}","kind":"access"}""",
        "/v1/privacy/requests/{requestId}/extension" => """{"reason":"two archives"}""",
        "/v1/privacy/requests/{requestId}/end" => """{"state":"done"}""",
        "/v1/users/{id}/personal-data" => """{"balance":"pay-out","reason":"user-asks"}""",
        "/v1/claims" => """{"code":"7K3M-Q2XW-9ZBD-HT4V-N6PC"}""",
        _ => null,
    };
}
