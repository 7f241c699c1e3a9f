using System.Diagnostics.CodeAnalysis;

namespace Domicile.Cli.Client;

/// <summary>What the API answered: the thing asked for, or the problem.</summary>
/// <param name="Replayed">True when an earlier request with the same key did it, and nothing was done now.</param>
internal sealed record ApiAnswer<T>(T? Value, ApiProblem? Problem, bool Replayed = false)
    where T : class
{
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Problem))]
    public bool IsDone => Problem is null;

    /// <exception cref="ApiException">The API refused.</exception>
    public T ValueOrThrow() => IsDone ? Value : throw new ApiException(Problem);
}
