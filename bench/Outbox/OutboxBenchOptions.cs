namespace Domicile.Bench.Outbox;

/// <summary>How much is measured.</summary>
public sealed record OutboxBenchOptions
{
    public const int RowsDefault = 300_000;
    public const int RoundsDefault = 3;
    public const int SecondsDefault = 8;

    /// <summary>Rows carried in each round at full speed.</summary>
    public int Rows { get; init; } = RowsDefault;

    public int Rounds { get; init; } = RoundsDefault;

    /// <summary>How long rows are written at half load.</summary>
    public int Seconds { get; init; } = SecondsDefault;

    /// <summary>How long a snapshot is held open while rows are carried; 0 for not at all.</summary>
    public int HeldSnapshotSeconds { get; init; }

    /// <summary>How long a writer is held open while rows are written at half load; 0 for not at all.</summary>
    public int HeldWriterSeconds { get; init; }
}
