using System.Globalization;
using Domicile.Infrastructure.Worlds;
using ComputeChoice = Domicile.Sharding.Topology.Aws.Compute;

namespace Domicile.Infrastructure.Compute.Limits;

/// <summary>Refuses what Lambda cannot give before anybody deploys it.</summary>
internal static class LambdaLimits
{
    private const string ElsewhereAdvice =
        "or run the region on \"compute\": \"ec2\" or \"kubernetes\", which have no such limit";

    /// <summary>What stands against a world's functions; empty when nothing does.</summary>
    public static IEnumerable<string> Mistakes(WorldPlan world) =>
        world.Regions.SelectMany(region => Uses(region).SelectMany(Mistakes).Concat(TooSmall(region)));

    /// <summary>All that a region asks of functions.</summary>
    public static IEnumerable<LambdaUse> Uses(RegionPlan region)
    {
        var events = new LambdaUse(region.Name, "a pass", FunctionTimes.EventTimeout, FunctionTimes.EventBytes)
        {
            Door = LambdaDoor.Lambda,
            Advice = "Shorten FunctionTimes",
        };
        if (region.Topology.Aws.Compute != ComputeChoice.Lambda)
        {
            return [events];
        }

        var needs = region.Topology.Aws.Requests;
        var request = new LambdaUse(region.Name, "a request", needs.Seconds, needs.Bytes)
        {
            Door = LambdaDoor.HttpApi,
            Advice = $"Lower it in \"requests\" of the region, {ElsewhereAdvice}",
        };
        var forwarded = request with { What = "a request that a reader site hands on", Door = LambdaDoor.Forward };
        return region.ReaderSites.Any() ? [events, request, forwarded] : [events, request];
    }

    /// <summary>What of one use is too much.</summary>
    public static IEnumerable<string> Mistakes(LambdaUse use)
    {
        var seconds = Math.Min(use.Door.Seconds, LambdaDoor.Lambda.Seconds);
        if (use.Seconds > seconds)
        {
            var strict = use.Door.Seconds <= LambdaDoor.Lambda.Seconds ? use.Door : LambdaDoor.Lambda;
            yield return Sentence(use, $"take {use.Seconds} seconds", strict, $"{seconds}");
        }

        var bytes = Math.Min(use.Door.Bytes, LambdaDoor.Lambda.Bytes);
        if (use.Bytes > bytes)
        {
            var strict = use.Door.Bytes <= LambdaDoor.Lambda.Bytes ? use.Door : LambdaDoor.Lambda;
            yield return Sentence(use, $"have {use.Bytes} bytes", strict, $"{bytes}");
        }
    }

    private static IEnumerable<string> TooSmall(RegionPlan region)
    {
        var budget = ConnectionBudget.Of(region);
        var isLambda = region.Topology.Aws.Compute == ComputeChoice.Lambda;
        return (isLambda ? budget.ApiFunctions : budget.Servers - FleetPlan.ServersMin) >= (isLambda ? 1 : 0)
            ? []
            : [string.Create(
                CultureInfo.InvariantCulture,
                $"region {region.Name}: each of its data nodes takes {budget.NodeConnections} connections, too few for "
                + $"its {budget.Sites} site(s). Raise \"maximum\" of its \"database\" or take a larger \"instance\".")];
    }

    private static string Sentence(LambdaUse use, string what, LambdaDoor door, string limit) =>
        $"region {use.Region}: {use.What} may {what}, and {door.Name} lets no more than {limit} through. {use.Advice}.";
}
