namespace Domicile.Ledger.CrossShard.Messages;

/// <summary>One user of the region that sends, whose personal data was erased there.</summary>
/// <param name="User">The bare id.</param>
/// <param name="Number">Of the erasure, in that region's register.</param>
/// <param name="RegisteredAt">When it was decided.</param>
public sealed record ErasureLine(string User, long Number, DateTimeOffset RegisteredAt);
