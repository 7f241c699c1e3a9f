namespace Domicile.Server.Tests.Problems;

/// <summary>What a caller can do wrong, once each.</summary>
internal static class WrongRequests
{
    private static readonly string Long = new('x', 300);

    public static IEnumerable<WrongRequest> All =>
        [.. Bodies, .. Users, .. Accounts, .. Assets, .. Parties, .. Amounts, .. Transfers, .. Queries, .. Addresses,
            .. WrongRights.All];

    private static IEnumerable<WrongRequest> Bodies =>
    [
        User("", "body-invalid", ""),
        User("{", "body-invalid", ""),
        User("nonsense", "body-invalid", ""),
        User("[]", "body-invalid", ""),
        User("null", "body-invalid", ""),
        User("\"name\"", "body-invalid", ""),
        User("""{"name":"Anna",}""", "body-invalid", ""),
        User("""{"name":"Anna"} {}""", "body-invalid", ""),
        User("""{"name":/* */"Anna"}""", "body-invalid", ""),
        User("""{'name':'Anna'}""", "body-invalid", ""),
        User("{\"name\":\"An\nna\"}", "body-invalid", ""),
        User("\uFEFF{}", "body-invalid", ""),
        User(string.Concat(Enumerable.Repeat("[", 100)), "body-invalid", ""),
        User($"{{\"name\":{string.Concat(Enumerable.Repeat("[", 100))}", "body-invalid", ""),
        User("""{"name":"Anna","name":"Anna"}""", "field-invalid", "name"),
        User("""{"nickname":"Anna"}""", "field-unknown", "nickname"),
        User("""{"Name":"Anna"}""", "field-unknown", "Name"),
        User("""{"a\u0000b":1}""", "field-unknown", "a\uFFFDb"),
        User("""{"\ud800":1}""", "field-unknown", ""),
    ];

    private static IEnumerable<WrongRequest> Users =>
    [
        User("""{"name":1}""", "field-invalid", "name"),
        User("""{"name":{"first":"Anna"}}""", "field-invalid", "name"),
        User("""{"name":true}""", "field-invalid", "name"),
        User("""{"name":"An\u0000na"}""", "field-invalid", "name"),
        User("""{"name":"An\u0007na"}""", "field-invalid", "name"),
        User("""{"name":"An\ud800na"}""", "field-invalid", "name"),
        User($$"""{"name":"{{Long}}"}""", "field-invalid", "name"),
        User("""{"name":"   "}""", "field-invalid", "name"),
        User("""{"email":"anna"}""", "field-invalid", "email"),
        User("""{"email":["anna@example.org"]}""", "field-invalid", "email"),
        User($$"""{"email":"{{Long}}@example.org"}""", "field-invalid", "email"),
        User("""{"birthDate":"1970-02-30"}""", "field-invalid", "birthDate"),
        User("""{"birthDate":"13.12.1970"}""", "field-invalid", "birthDate"),
        User("""{"birthDate":19701213}""", "field-invalid", "birthDate"),
        User("""{"birthDate":"1899-12-31"}""", "field-invalid", "birthDate"),
        User("""{"birthDate":"9999-12-31"}""", "field-invalid", "birthDate"),
        new("GET /v1/users/eu-29999", null, "user-unknown", 404, ""),
        new("GET /v1/users/eu-999999999", null, "user-unknown", 404, ""),
        new("GET /v1/users/eu-9007199254740992", null, "field-invalid", 400, "id"),
        new("GET /v1/users/eu-01", null, "field-invalid", 400, "id"),
        new("GET /v1/users/EU-1", null, "field-invalid", 400, "id"),
        new("GET /v1/users/eu--1", null, "field-invalid", 400, "id"),
        new("GET /v1/users/anna", null, "field-invalid", 400, "id"),
        new("GET /v1/users/us-1", null, "other-region", 421, "id"),
        new("GET /v1/users/zz-1", null, "user-unknown", 404, "id"),
    ];

    private static IEnumerable<WrongRequest> Accounts =>
    [
        new("POST /v1/users/{anna}/accounts", "{}", "field-missing", 400, "asset"),
        new("POST /v1/users/{anna}/accounts", """{"asset":null}""", "field-invalid", 400, "asset"),
        new("POST /v1/users/{anna}/accounts", """{"asset":"XXX"}""", "asset-unknown", 422, "asset"),
        new("POST /v1/users/{anna}/accounts", """{"asset":"eur"}""", "asset-unknown", 422, "asset"),
        new("POST /v1/users/us-1/accounts", """{"asset":"EUR"}""", "other-region", 421, "id"),
        new("POST /v1/users/eu-29999/accounts", """{"asset":"EUR"}""", "user-unknown", 404, ""),
        new("GET /v1/users/eu-29999/accounts", null, "user-unknown", 404, ""),
        new("GET /v1/users/eu-29999/balances", null, "user-unknown", 404, ""),
        Minimum("wallet-EUR", "{}", Is("field-missing", 400, "minimum")),
        Minimum("wallet-EUR", """{"minimum":-1}""", Is("amount-invalid", 400, "minimum")),
        Minimum("wallet-EUR", """{"minimum":null}""", Is("field-invalid", 400, "minimum")),
        Minimum("wallet-EUR", """{"minimum":"-1,00"}""", Is("amount-invalid", 400, "minimum")),
        Minimum("wallet-EUR", """{"minimum":"-1.001"}""", Is("amount-too-many-decimals", 422, "minimum")),
        Minimum("wallet-EUR", """{"minimum":"-92233720368547758.09"}""", Is("amount-too-large", 422, "minimum")),
        Minimum("wallet-JPY", """{"minimum":"-1"}""", Is("account-unknown", 404, "account")),
        Minimum("wallet-XXX", """{"minimum":"-1"}""", Is("asset-unknown", 422, "asset")),
        Minimum("purse", """{"minimum":"-1"}""", Is("account-unknown", 404, "account")),
        Minimum("external-EUR", """{"minimum":"-1"}""", Is("field-invalid", 400, "account")),
    ];

    private static IEnumerable<WrongRequest> Assets =>
    [
        Asset("{}", "field-missing", "code"),
        Asset("""{"code":"ABC"}""", "field-missing", "scale"),
        Asset("""{"code":"ABC","scale":"2"}""", "field-invalid", "scale"),
        Asset("""{"code":"ABC","scale":2.0}""", "field-invalid", "scale"),
        Asset("""{"code":"ABC","scale":1e1}""", "field-invalid", "scale"),
        Asset("""{"code":"ABC","scale":10}""", "field-invalid", "scale"),
        Asset("""{"code":"ABC","scale":-1}""", "field-invalid", "scale"),
        Asset("""{"code":"ABC","scale":99999999999999999999}""", "field-invalid", "scale"),
        Asset("""{"code":"abc","scale":2}""", "field-invalid", "code"),
        Asset("""{"code":"A","scale":2}""", "field-invalid", "code"),
        new("POST /v1/assets", """{"code":"EUR","scale":3}""", "asset-exists", 409, "scale"),
    ];

    private static IEnumerable<WrongRequest> Parties =>
    [
        Pay("""{"to":"{anna}","amount":"1","asset":"EUR"}""", "field-missing", 400, "from"),
        Pay("""{"from":"external","amount":"1","asset":"EUR"}""", "field-missing", 400, "to"),
        Pay("external", "anna", Is("field-invalid", 400, "to")),
        Pay("anna", "external", Is("field-invalid", 400, "from")),
        Pay("external", "external", Is("field-invalid", 400, "to")),
        Pay("{anna}", "{anna}", Is("same-payer-and-payee", 422, "to")),
        Pay("{anna}", "zz-1", Is("payee-unknown", 422, "to")),
        Pay("{anna}", "{nobody}", Is("payee-unknown", 422, "to")),
        Pay("eu-29999", "external", Is("user-unknown", 404, "from")),
        Pay("external", "eu-29999", Is("user-unknown", 404, "to")),
        Pay("us-1", "{anna}", Is("other-region", 421, "from")),
        Pay("external", "us-1", Is("other-region", 421, "to")),
        Pay("external", "zz-1", Is("user-unknown", 404, "to")),
    ];

    private static IEnumerable<WrongRequest> Amounts =>
    [
        Amount("1.00", "amount-invalid", 400),
        Amount("1", "amount-invalid", 400),
        Amount("1e2", "amount-invalid", 400),
        Amount("null", "field-invalid", 400),
        Amount("{}", "field-invalid", 400),
        Amount("\"\"", "amount-invalid", 400),
        Amount("\"1,00\"", "amount-invalid", 400),
        Amount("\"+1\"", "amount-invalid", 400),
        Amount("\" 1\"", "amount-invalid", 400),
        Amount("\"01\"", "amount-invalid", 400),
        Amount("\"1e2\"", "amount-invalid", 400),
        Amount("\"١\"", "amount-invalid", 400),
        Amount("\"NaN\"", "amount-invalid", 400),
        Amount("\"0\"", "amount-not-positive", 422),
        Amount("\"-1.00\"", "amount-not-positive", 422),
        Amount("\"1.001\"", "amount-too-many-decimals", 422),
        Amount("\"92233720368547758.08\"", "amount-too-large", 422),
        Amount($"\"{new string('9', 5000)}\"", "amount-too-large", 422),
    ];

    private static IEnumerable<WrongRequest> Transfers =>
    [
        Pay("""{"from":"external","to":"{anna}","amount":"1"}""", "field-missing", 400, "asset"),
        Pay("""{"from":"external","to":"{anna}","amount":"1","asset":"XXX"}""", "asset-unknown", 422, "asset"),
        Pay("""{"from":"external","to":"{anna}","amount":"1","asset":9}""", "field-invalid", 400, "asset"),
        Pay(
            """{"from":"external","to":"{anna}","amount":"1","asset":"EUR","note":""}""", "field-unknown", 400, "note"),
        More($"\"reference\":\"{Long}\"", "reference"),
        More("\"reference\":\"a\\u0000b\"", "reference"),
        More("\"reference\":\"a\\ndef\"", "reference"),
        More("\"reference\":\"\\udc00\"", "reference"),
        More("\"reference\":7", "reference"),
        More("\"effectiveAt\":\"1996-07-28\"", "effectiveAt"),
        More("\"effectiveAt\":\"1996-07-28T00:00:00\"", "effectiveAt"),
        More("\"effectiveAt\":\"1996-02-30T00:00:00Z\"", "effectiveAt"),
        More("\"effectiveAt\":\"0001-01-01T00:00:00+14:00\"", "effectiveAt"),
        More("\"effectiveAt\":838512000", "effectiveAt"),
        Pay("{anna}", "{bob}", Is("insufficient-funds", 422, "amount")),
    ];

    private static IEnumerable<WrongRequest> Queries =>
    [
        History("limit=0", "field-invalid", "limit"),
        History("limit=501", "field-invalid", "limit"),
        History("limit=-1", "field-invalid", "limit"),
        History("limit=ten", "field-invalid", "limit"),
        History("limit=", "field-invalid", "limit"),
        History("limit=99999999999", "field-invalid", "limit"),
        History("limit=1&limit=2", "field-invalid", "limit"),
        History("Limit=1", "field-unknown", "Limit"),
        History("cursor=", "field-invalid", "cursor"),
        History("cursor=%00", "field-invalid", "cursor"),
        History("cursor=cDEy!", "field-invalid", "cursor"),
        History("cursor=eDEyMw", "field-invalid", "cursor"),
        History($"cursor={Long}", "field-invalid", "cursor"),
        History("from=yesterday", "field-invalid", "from"),
        History("from=1996-07-28T00:00:00", "field-invalid", "from"),
        History("from=1996-02-30", "field-invalid", "from"),
        History("to=", "field-invalid", "to"),
        History("to=1996-07-28T25:00:00Z", "field-invalid", "to"),
        History("from=1997-01-01&to=1996-01-01", "field-invalid", "from"),
        History("page=2", "field-unknown", "page"),
        new("GET /v1/assets?code=EUR", null, "field-unknown", 400, "code"),
        new("GET /v1/users/{anna}/transfers/1", null, "field-invalid", 400, "transferId"),
        new("GET /v1/users/{anna}/transfers/0197a1b2-7c3d-7e4f-8a9b-0c1d2e3f4a5b", null, "transfer-unknown", 404, ""),
        new("GET /v1/users/eu-29999/statistics", null, "user-unknown", 404, ""),
    ];

    private static IEnumerable<WrongRequest> Addresses =>
    [
        new("GET /v1", null, "path-unknown", 404, ""),
        new("GET /v2/users", null, "path-unknown", 404, ""),
        new("GET /v1/user/{anna}", null, "path-unknown", 404, ""),
        new("GET /docs/nothing", null, "path-unknown", 404, ""),
        new("GET /openapi/v2.json", null, "path-unknown", 404, ""),
        new("PUT /v1/users", null, "method-not-allowed", 405, ""),
        new("DELETE /v1/users/{anna}", null, "method-not-allowed", 405, ""),
        new("PUT /v1/transfers", "{}", "method-not-allowed", 405, ""),
        new("OPTIONS /v1/transfers", null, "method-not-allowed", 405, ""),
        new("BREW /v1/transfers", null, "method-not-allowed", 405, ""),
        new("POST /health/ready", "{}", "method-not-allowed", 405, ""),
        new("POST /openapi/v1.json", "{}", "method-not-allowed", 405, ""),
        new($"GET /v1/assets?{new string('a', 9000)}", null, "address-too-long", 414, ""),
    ];

    private static WrongRequest User(string body, string problem, string parameter) =>
        new("POST /v1/users", body, problem, 400, parameter);

    private static WrongRequest Asset(string body, string problem, string parameter) =>
        new("POST /v1/assets", body, problem, 400, parameter);

    private static WrongRequest Minimum(string account, string body, WrongRequest expected) =>
        expected with { Send = $"PATCH /v1/users/{{anna}}/accounts/{account}", Body = body };

    private static WrongRequest Pay(string body, string problem, int status, string parameter) =>
        new("POST /v1/transfers", body, problem, status, parameter);

    private static WrongRequest Pay(string from, string to, WrongRequest expected) => expected with
    {
        Send = "POST /v1/transfers",
        Body = $$"""{"from":"{{from}}","to":"{{to}}","amount":"1","asset":"EUR"}""",
    };

    private static WrongRequest Is(string problem, int status, string parameter) =>
        new("", null, problem, status, parameter);

    private static WrongRequest Amount(string json, string problem, int status) => Pay(
        $$"""{"from":"external","to":"{anna}","amount":{{json}},"asset":"EUR"}""", problem, status, "amount");

    private static WrongRequest More(string field, string parameter) => Pay(
        $$"""{"from":"external","to":"{anna}","amount":"1","asset":"EUR",{{field}}}""",
        "field-invalid",
        400,
        parameter);

    private static WrongRequest History(string query, string problem, string parameter) =>
        new($"GET /v1/users/{{anna}}/transfers?{query}", null, problem, 400, parameter);
}
