namespace Domicile.Infrastructure.Compute.Functions;

/// <summary>What one function of the server's image runs as.</summary>
/// <param name="Name">The function's name, the same in every site.</param>
/// <param name="Role">The ARN of what it may do.</param>
/// <param name="Timeout">Seconds until Lambda kills it, 1 to 900.</param>
/// <param name="Concurrency">How many of it run at once: what protects the data nodes.</param>
internal sealed record FunctionPlan(string Name, string Role, int Timeout, int Concurrency)
{
    public required string Image { get; init; }

    /// <summary>The server's own settings; what Lambda and its adapter need is added.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>
    /// True when it takes events, so that a status of error must fail the call and keep the messages.
    /// </summary>
    public bool TakesEvents { get; init; }

    public required FunctionPlace Place { get; init; }
}
