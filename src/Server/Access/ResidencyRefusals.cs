using System.Diagnostics.Metrics;
using Domicile.Server.Hosting;
using Domicile.Server.Problems;

namespace Domicile.Server.Access;

/// <summary>
/// Counts and logs each request that was refused because the user, or the token, is of another region: by the regions
/// alone, never by the user. Lives as long as the server.
/// </summary>
internal sealed class ResidencyRefusals : IDisposable
{
    /// <summary>The meter of this server, for whoever collects metrics.</summary>
    public const string MeterName = "Domicile.Server";

    private readonly Meter meter = new(MeterName);
    private readonly Counter<long> counter;
    private readonly RegionDirectory regions;
    private readonly ILogger<ResidencyRefusals> log;
    private long count;

    public ResidencyRefusals(RegionDirectory regions, ILogger<ResidencyRefusals> log)
    {
        (this.regions, this.log) = (regions, log);
        counter = meter.CreateCounter<long>(
            "domicile.residency.refusals", "{request}", "Requests refused because they are for another region.");
    }

    /// <summary>Since the server started.</summary>
    public long Count => Interlocked.Read(ref count);

    /// <summary>Looks at what the request was answered with.</summary>
    public void Note(HttpContext http)
    {
        if (ProblemAnswer.Given(http) is not { Elsewhere: { } other } given
            || given.Type == HttpProblems.FiguresElsewhere)
        {
            return;
        }

        Interlocked.Increment(ref count);
        counter.Add(
            1,
            new("region", regions.Region),
            new("other_region", other.Name),
            new("problem", given.Type.Name));
        ResidencyLines.Refused(log, RequestName.Of(http), given.Type.Name, other.Name);
    }

    public void Dispose() => meter.Dispose();
}
