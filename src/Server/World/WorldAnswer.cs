using System.ComponentModel;
using Domicile.Ledger.Central.World;
using Domicile.Server.Docs;

namespace Domicile.Server.World;

/// <summary>The figures of all regions.</summary>
internal sealed record WorldAnswer(
    [property: Description("What was booked by then, anywhere, is in the figures; null when a shard told nothing yet.")]
    [property: Example("2026-11-21T09:30:00.123456Z")] DateTimeOffset? AsOf,
    [property: Description("Movements by region, asset and day.")] IReadOnlyList<MovementAnswer> Movements,
    [property: Description("Money under way, by pair of regions.")] IReadOnlyList<FlightAnswer> InFlight,
    [property: Description("Users by region.")] IReadOnlyList<RegionUsersAnswer> Users,
    [property: Description("How far the figures of each shard have come.")] IReadOnlyList<StreamAnswer> Streams)
{
    public static WorldAnswer Of(WorldFigures figures) => new(
        figures.AsOf,
        [.. figures.Movements.Select(MovementAnswer.Of)],
        [.. figures.InFlight.Select(FlightAnswer.Of)],
        [.. figures.Users.Select(users => new RegionUsersAnswer(users.Region, users.Count))],
        [.. figures.Streams.Select(StreamAnswer.Of)]);
}
