using Domicile.Ledger;
using Domicile.Server.Access;
using Domicile.Server.Books;
using Domicile.Server.Problems;
using Domicile.Server.Sites;
using Domicile.Sharding.Register;

namespace Domicile.Server.Health;

/// <summary>Tells whoever runs this server how it is. Needs no token, and says nothing of any user.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        // A load balancer's question is not a caller's: refusing it would take the server away from everybody.
        var health = app.MapGroup("/health").WithTags("Health").DisableRateLimiting();
        health.MapGet("/live", Live)
            .WithSummary("Is the process alive?")
            .WithDescription("Always 200 while the server can answer at all. Needs no token.")
            .Produces<HealthAnswer>();
        health.MapGet("/ready", ReadyAsync)
            .WithSummary("Can it serve?")
            .WithDescription(
                "200 when the shard map is loaded and at least one primary answers; the nodes that do not are named. "
                + "Else 503, with the same list in the problem. Looks at every node now. Needs no token.")
            .Produces<HealthAnswer>()
            .MayRefuse(HttpProblems.Unavailable);

        // Load balancers ask by HEAD; the same without a body.
        health.MapMethods("/live", [HttpMethods.Head], Live).ExcludeFromDescription();
        health.MapMethods("/ready", [HttpMethods.Head], ReadyAsync).ExcludeFromDescription();
    }

    private static IResult Live(RegionDirectory regions, ServerSite site, ResidencyRefusals refusals) => Results.Ok(
        new HealthAnswer("live", regions.Region, site.Name, site.Role, refusals.Count, null, []));

    private static async Task<IResult> ReadyAsync(
        RegionBooks books,
        RegionDirectory regions,
        ServerSite site,
        ResidencyRefusals refusals,
        CancellationToken cancellation)
    {
        var nodes = await LookAsync(books, cancellation);
        if (!books.AreOpen || books.Shards.All(shard => shard.Condition != NodeCondition.Answers))
        {
            return new ProblemAnswer(
                HttpProblems.Unavailable,
                books.AreOpen ? "No shard's primary answers." : "The shard map is not loaded: see the register.")
            { Nodes = nodes };
        }

        var status = nodes.All(node => node.Condition == NodeCondition.Answers) ? "ready" : "ready in part";
        return Results.Ok(new HealthAnswer(
            status,
            regions.Region,
            site.Name,
            site.Role,
            refusals.Count,
            books.Ledger.Router.Map.Version,
            nodes));
    }

    private static async Task<IReadOnlyList<NodeAnswer>> LookAsync(RegionBooks books, CancellationToken cancellation)
    {
        try
        {
            return [.. (await books.LookAsync(cancellation)).Select(NodeAnswer.Of)];
        }
        catch (Exception e) when (ShardFailure.IsUnavailable(e) || e is RegisterException)
        {
            // The nodes were looked at; only opening the books failed, which AreOpen says.
            return [.. books.Nodes.Select(NodeAnswer.Of)];
        }
    }
}
