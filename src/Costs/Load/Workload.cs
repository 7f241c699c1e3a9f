namespace Domicile.Costs.Load;

/// <summary>What is asked of the servers of the whole world.</summary>
/// <param name="Rate">Requests a second, on average over the month; 0 or more. Shared evenly by all sites.</param>
/// <param name="Milliseconds">From a request's arrival to its answer; 0 or more.</param>
/// <param name="MemoryMegabytes">What a server process is given, 128 to 10,240.</param>
/// <param name="Pattern">How the requests spread over the month.</param>
public sealed record Workload(decimal Rate, decimal Milliseconds, int MemoryMegabytes, Pattern Pattern)
{
    /// <summary>Hours of a month, as AWS counts them in its examples.</summary>
    public const decimal HoursOfMonth = 730m;

    private const decimal SecondsOfHour = 3_600m;

    /// <summary>Kilobytes (1,000 bytes) of a request and its answer together.</summary>
    public decimal Kilobytes { get; init; } = 4m;

    /// <summary>The share of requests that move money, 0 to 1.</summary>
    public decimal WriteShare { get; init; } = 0.2m;

    /// <summary>Milliseconds of one processor that a request needs; null for all that Lambda would give it.</summary>
    public decimal? ProcessorMilliseconds { get; init; }

    /// <summary>The kind of machines; null for what the infrastructure makes.</summary>
    public string? Machine { get; init; }

    /// <summary>How long one pass of the workers takes at most.</summary>
    public decimal PassSeconds { get; init; } = 60m;

    /// <summary>Gigabytes in each shard.</summary>
    public decimal ShardGigabytes { get; init; } = 10m;

    /// <summary>Requests of a month at the average rate.</summary>
    public decimal RequestsOfMonth => Rate * SecondsOfHour * HoursOfMonth;

    /// <summary>Transfers of a month.</summary>
    public decimal WritesOfMonth => RequestsOfMonth * WriteShare;
}
