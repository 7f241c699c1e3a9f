using Domicile.Ledger.Assets;

namespace Domicile.Ledger.History;

/// <summary>One user's movements of one asset.</summary>
/// <param name="Today">Since midnight UTC, by the time of booking.</param>
/// <param name="Total">Since the book was opened.</param>
public sealed record AssetStatistics(Asset Asset, Turnover Today, Turnover Total);
