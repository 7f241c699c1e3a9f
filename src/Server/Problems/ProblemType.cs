namespace Domicile.Server.Problems;

/// <summary>One kind of refusal as HTTP says it (RFC 9457). The catalogue holds all there are.</summary>
/// <param name="Name">Its fragment of <c>/docs/problems</c>; never changes once it was published.</param>
/// <param name="Status">The HTTP status, always the same for this type.</param>
/// <param name="Title">The same words for every occurrence.</param>
/// <param name="Advice">What it means and what the caller can do, for the page of all problems.</param>
internal sealed record ProblemType(string Name, int Status, string Title, string Advice)
{
    /// <summary>The type's address, relative to the server: the page that explains it.</summary>
    public string Address => $"/docs/problems#{Name}";

    /// <summary>True when the same request with the same key may be sent again as it is.</summary>
    public bool MayBeRepeated => RetryAfterSeconds is not null;

    /// <summary>Sent as <c>Retry-After</c>; null when a repetition would be refused again.</summary>
    public int? RetryAfterSeconds { get; init; }
}
