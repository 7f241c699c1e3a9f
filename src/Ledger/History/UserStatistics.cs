namespace Domicile.Ledger.History;

/// <summary>One user's movements.</summary>
/// <param name="Day">The day that counts as today, in UTC.</param>
/// <param name="AsOf">When this was read, UTC.</param>
/// <param name="Assets">Each asset that the user ever moved, by code.</param>
public sealed record UserStatistics(DateOnly Day, DateTimeOffset AsOf, IReadOnlyList<AssetStatistics> Assets);
