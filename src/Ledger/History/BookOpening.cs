using Domicile.Ledger.Assets;

namespace Domicile.Ledger.History;

/// <summary>What stood in a book before the oldest posting that is kept: those before it have had their time.</summary>
/// <param name="ThroughPostingNumber">The last posting that is not kept any more.</param>
/// <param name="ThroughBookedAt">When that was booked.</param>
/// <param name="Wallets">What each wallet held after it, by asset.</param>
public sealed record BookOpening(
    long ThroughPostingNumber, DateTimeOffset ThroughBookedAt, IReadOnlyList<Money> Wallets);
