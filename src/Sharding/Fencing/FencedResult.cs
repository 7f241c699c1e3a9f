namespace Domicile.Sharding.Fencing;

/// <summary>The end of a fenced write, and what its commands gave when they were committed.</summary>
public readonly record struct FencedResult<T>(FencedOutcome Outcome, T? Value);
