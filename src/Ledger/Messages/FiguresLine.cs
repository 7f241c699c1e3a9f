namespace Domicile.Ledger.Messages;

/// <summary>Numbers and sums of one day, asset and other side. Sums are in minor units.</summary>
/// <param name="Peer">
/// The other side: a region, or <c>external</c>. With the shard's own region, what goes out is between its users.
/// </param>
/// <param name="Day">In UTC, by the time of booking.</param>
/// <param name="FlightCount">Transfers that went on their way, less those that arrived or came back.</param>
public sealed record FiguresLine(
    string Peer,
    string Asset,
    DateOnly Day,
    long InCount,
    decimal InSum,
    long OutCount,
    decimal OutSum,
    long FlightCount,
    decimal FlightSum);
