using System.ComponentModel;
using System.Text.Json.Serialization;
using Domicile.Server.Docs;
using Domicile.Server.Health;

namespace Domicile.Server.Problems;

/// <summary>The body of every refusal (RFC 9457).</summary>
internal sealed record Problem(
    [property: Description("The kind of problem: the address of its explanation on this server.")]
    [property: Example("/docs/problems#insufficient-funds")] string Type,
    [property: Description("The kind in words; the same for every occurrence.")]
    [property: Example("The wallet does not hold enough")] string Title,
    [property: Description("The HTTP status.")]
    [property: Example(422)] int Status,
    [property: Description("What was wrong this time, with which value, and what to do.")]
    [property: Example("eu-30001 has 10.00 EUR, 12.34 EUR are needed.")] string Detail,
    [property: Description("This occurrence; the server's log has the same id.")]
    [property: Example("urn:domicile:request:0HNF4KJ2M1S9T:00000001")] string Instance)
{
    [Description("The field that caused it, if one did.")]
    [Example("amount")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Parameter { get; init; }

    [Description("The region that the user or the token belongs to, when it is another one.")]
    [Example("us")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Region { get; init; }

    [Description("The address of that region's server.")]
    [Example("http://127.0.0.1:5081")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Address { get; init; }

    [Description("Every node that was looked at, in the answer of /health/ready.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<NodeAnswer>? Nodes { get; init; }
}
