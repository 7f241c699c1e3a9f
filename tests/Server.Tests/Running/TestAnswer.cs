using System.Net;
using System.Text.Json.Nodes;

namespace Domicile.Server.Tests.Running;

/// <summary>An answer that was read whole.</summary>
internal sealed record TestAnswer(
    HttpStatusCode Status, string MediaType, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public JsonNode Json => JsonNode.Parse(Body)!;

    /// <summary>The name of the problem, such as <c>insufficient-funds</c>; empty when it is none.</summary>
    public string Problem => MediaType == "application/problem+json" ? Text("type").Split('#')[1] : "";

    /// <summary>The field that the problem names; empty when it names none.</summary>
    public string Parameter => Json["parameter"]?.GetValue<string>() ?? "";

    public string Text(string name) => Json[name]!.GetValue<string>();

    public static async Task<TestAnswer> ReadAsync(HttpResponseMessage response) => new(
        response.StatusCode,
        response.Content.Headers.ContentType?.MediaType ?? "",
        response.Headers.Concat(response.Content.Headers).ToDictionary(
            header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase),
        await response.Content.ReadAsStringAsync());

    /// <summary>Asserts that this is a whole problem of the given kind.</summary>
    public TestAnswer MustBe(string problem, int status, string parameter = "")
    {
        Assert.Equal((problem, status, parameter), (Problem, (int)Status, Parameter));
        Assert.Equal($"/docs/problems#{problem}", Text("type"));
        Assert.Equal(status, Json["status"]!.GetValue<int>());
        Assert.NotEmpty(Text("title"));
        Assert.NotEmpty(Text("detail"));
        Assert.StartsWith("urn:domicile:request:", Text("instance"), StringComparison.Ordinal);
        var mayBeRepeated = problem == "document-not-drawn"
            || (status is 503 or 429 or 409 && problem is not ("asset-exists" or "position-lost"));
        Assert.Equal(mayBeRepeated, Headers.ContainsKey("Retry-After"));
        return this;
    }
}
