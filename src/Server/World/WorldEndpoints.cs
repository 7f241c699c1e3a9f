using Domicile.Ledger;
using Domicile.Ledger.Central.World;
using Domicile.Local.Servers;
using Domicile.Server.Access;
using Domicile.Server.Problems;
using Domicile.Server.Workers;

namespace Domicile.Server.World;

/// <summary>Shows the figures of all regions; of no user.</summary>
internal static class WorldEndpoints
{
    public static void MapWorld(this IEndpointRouteBuilder api) =>
        api.MapGet("/world/statistics", ReadAsync)
            .ForOperators()
            .ForScope(ServiceScopes.StatisticsRead)
            .WithTags("World")
            .WithSummary("Show the world's figures")
            .WithDescription(
                "Counts and sums of all regions by asset and day, users, money under way between regions, and how far "
                + "each shard's figures have come. From the central database, which knows no user; asOf says how old "
                + "they may be.")
            .Produces<WorldAnswer>()
            .MayRefuse(HttpProblems.FiguresElsewhere);

    private static async Task<IResult> ReadAsync(RegionQueues queues, CancellationToken cancellation)
    {
        if (queues.Central is not { } central)
        {
            return new ProblemAnswer(
                HttpProblems.FiguresElsewhere,
                $"This region has no way to the central database, which stands in {queues.CentralSite}. Operators of "
                + "the world's own account read the figures there.");
        }

        try
        {
            return Results.Ok(WorldAnswer.Of(await WorldFigures.ReadAsync(central, cancellation)));
        }
        catch (Exception e) when (ShardFailure.IsUnavailable(e))
        {
            return ProblemAnswer.OfNode("central");
        }
    }
}
