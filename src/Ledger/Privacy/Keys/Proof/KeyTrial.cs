namespace Domicile.Ledger.Privacy.Keys.Proof;

/// <summary>What came of trying every key that is left.</summary>
/// <param name="GenerationCount">Generations of the wrapping key that were tried on the wrapped key.</param>
/// <param name="KeyCount">Keys of users and documents, and secrets in files, that were tried on everything.</param>
/// <param name="ValueCount">Sealed values that they were tried on.</param>
/// <param name="Opened">What was opened, by which key; none when the proof holds.</param>
public sealed record KeyTrial(int GenerationCount, long KeyCount, int ValueCount, IReadOnlyList<string> Opened);
