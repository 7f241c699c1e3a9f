using System.ComponentModel;
using Domicile.Ledger.Central.World;
using Domicile.Server.Docs;

namespace Domicile.Server.World;

/// <summary>How far the figures of one shard have come.</summary>
internal sealed record StreamAnswer(
    [property: Description("The shard.")]
    [property: Example("eu/s1")] string Shard,
    [property: Description("Its generation: raised by every promotion.")]
    [property: Example(1)] int Epoch,
    [property: Description("Every batch of figures up to this one is in.")]
    [property: Example(412)] long Batch,
    [property: Description("The last transaction whose rows are in; with the position, a place in the shard's outbox.")]
    [property: Example("90412")] string Xid,
    [property: Description("The last row that is in.")]
    [property: Example(88001)] long Position,
    [property: Description("What was booked by then is in the figures; null when nothing came yet.")]
    [property: Example("2026-11-21T09:30:00.123456Z")] DateTimeOffset? AsOf,
    [property: Description("Rows of the shard's outbox that are not in the figures, as far as it told.")]
    [property: Example(0)] long BehindMessages,
    [property: Description("Seconds since asOf, as text; null when nothing came yet.")]
    [property: Example("0.412")] string? BehindSeconds)
{
    public static StreamAnswer Of(StreamFigures figures) => new(
        figures.Shard,
        figures.Epoch,
        figures.Batch,
        figures.Xid.ToString(System.Globalization.CultureInfo.InvariantCulture),
        figures.Position,
        figures.AsOf,
        figures.BehindMessages,
        figures.Behind?.TotalSeconds.ToString("0.000", System.Globalization.CultureInfo.InvariantCulture));
}
