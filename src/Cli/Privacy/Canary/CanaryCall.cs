namespace Domicile.Cli.Privacy.Canary;

/// <summary>One call of an API by whoever has the token.</summary>
internal sealed record CanaryCall(string Token, string Method, string Path, string? Body = null)
{
    /// <summary>The idempotency key of a POST; null for one of its own.</summary>
    public string? Key { get; init; }

    public string MediaType { get; init; } = "application/json";

    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];
}
