namespace Domicile.Bench.Audit;

/// <summary>How many documents a second this machine makes.</summary>
/// <param name="Processors">Threads that drew side by side.</param>
/// <param name="DrawnPerSecond">Drawn only, on all processors.</param>
/// <param name="DrawnPerSecondByOne">Drawn only, on one thread.</param>
/// <param name="DrawnPerCpuSecond">Drawn in a second of processor time, whatever else the machine did.</param>
/// <param name="KeptPerSecond">Read from the books, drawn, encrypted, stored durably and kept in the shard.</param>
/// <param name="BytesPerDocument">Of the stored object, on average.</param>
/// <param name="OthersCpu">CPUs that others had meanwhile; null where that is not known.</param>
public sealed record AuditBenchReport(
    int Processors,
    long DrawnPerSecond,
    long DrawnPerSecondByOne,
    long DrawnPerCpuSecond,
    long KeptPerSecond,
    long BytesPerDocument,
    decimal? OthersCpu);
