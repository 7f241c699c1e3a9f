using Domicile.Ledger;
using Domicile.Server.Access;
using Domicile.Server.Books;
using Domicile.Server.Problems;
using Domicile.Server.Requests;

namespace Domicile.Server.Assets;

/// <summary>What the region's books count.</summary>
internal static class AssetEndpoints
{
    public static void MapAssets(this IEndpointRouteBuilder api)
    {
        api.MapPost("/assets", AddAsync)
            .ForOperators()
            .WithTags("Assets")
            .WithSummary("Add an asset")
            .WithDescription(
                "A currency or a token that the region's books can count from now on. Never changes; the same asset "
                + "again is answered with 200 and nothing is done.")
            .Produces<AssetAnswer>(StatusCodes.Status201Created)
            .Produces<AssetAnswer>()
            .MayRefuse(RefusalCode.AssetExists);
        api.MapGet("/assets", ListAsync)
            .ForEverybody()
            .WithTags("Assets")
            .WithSummary("List assets")
            .WithDescription("All assets of the region and their scales.")
            .Produces<AssetList>();
    }

    private static async Task<IResult> AddAsync(
        JsonBody<NewAsset> body, RegionBooks books, CancellationToken cancellation)
    {
        var outcome = await books.Ledger.Assets.AddAsync(body.Value.Code, body.Value.Scale, cancellation);
        if (!outcome.IsDone)
        {
            return ProblemAnswer.Of(outcome.Refusal);
        }

        var answer = AssetAnswer.Of(outcome.Value);
        return outcome.Repeated ? Results.Ok(answer) : Results.Created("/v1/assets", answer);
    }

    private static async Task<IResult> ListAsync(RegionBooks books, CancellationToken cancellation)
    {
        var assets = await books.Ledger.Assets.ListAsync(cancellation);
        return Results.Ok(new AssetList([.. assets.Select(AssetAnswer.Of)]));
    }
}
