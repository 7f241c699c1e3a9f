using System.Diagnostics.CodeAnalysis;

namespace Domicile.Ledger;

/// <summary>Either what was asked for, or the refusal.</summary>
/// <param name="Value">Set when it was done.</param>
/// <param name="Refusal">Set when it was not.</param>
/// <param name="Repeated">True when an earlier request with the same key did it, and nothing was done now.</param>
public sealed record Outcome<T>(T? Value, Refusal? Refusal, bool Repeated = false)
    where T : class
{
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsDone => Refusal is null;

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Refusal refusal) => new(null, refusal);
}
