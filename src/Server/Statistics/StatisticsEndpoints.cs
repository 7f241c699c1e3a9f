using Domicile.Server.Access;
using Domicile.Server.Books;
using Domicile.Server.Problems;

namespace Domicile.Server.Statistics;

/// <summary>Sums up one user's movements.</summary>
internal static class StatisticsEndpoints
{
    public static void MapStatistics(this IEndpointRouteBuilder api) =>
        api.MapGet("/users/{id}/statistics", SumAsync)
            .WithTags("Statistics")
            .WithSummary("Sum up a user's movements")
            .WithDescription(
                "Counts and sums per asset, today's (since midnight UTC, by the time of booking) and in total.")
            .Produces<StatisticsAnswer>();

    private static async Task<IResult> SumAsync(OwnBook book, RegionBooks books, CancellationToken cancellation)
    {
        var outcome = await books.Ledger.Statistics.ForUserAsync(book.User, cancellation);
        return outcome.IsDone ? Results.Ok(StatisticsAnswer.Of(outcome.Value)) : ProblemAnswer.Of(outcome.Refusal);
    }
}
