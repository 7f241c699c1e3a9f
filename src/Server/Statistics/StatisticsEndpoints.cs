using Domicile.Ledger;
using Domicile.Local.Servers;
using Domicile.Server.Access;
using Domicile.Server.Privacy.Access;
using Domicile.Server.Problems;
using Domicile.Server.Requests;

namespace Domicile.Server.Statistics;

/// <summary>Sums up one user's movements.</summary>
internal static class StatisticsEndpoints
{
    public static void MapStatistics(this IEndpointRouteBuilder api) =>
        api.MapGet("/users/{id}/statistics", SumAsync)
            .ForScope(ServiceScopes.StatisticsRead)
            .NotesAccess()
            .WithTags("Statistics")
            .WithSummary("Sum up a user's movements")
            .WithDescription(
                "Counts and sums per asset, today's (since midnight UTC, by the time of booking) and in total.")
            .Produces<StatisticsAnswer>()
            .MayRefuse(RefusalCode.PositionLost);

    private static async Task<IResult> SumAsync(OwnBook book, SeenPosition seen, CancellationToken cancellation)
    {
        var outcome = await seen.Books.Ledger.Statistics.ForUserAsync(book.User, seen.Trail, cancellation);
        return outcome.IsDone ? Results.Ok(StatisticsAnswer.Of(outcome.Value)) : ProblemAnswer.Of(outcome.Refusal);
    }
}
