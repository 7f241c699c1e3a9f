using Domicile.Ledger.Privacy.Erasure.Certificates;
using Domicile.Ledger.Privacy.Erasure.Orders;

namespace Domicile.Server.Privacy.Erasure;

/// <summary>202 with how far an erasure is, and where to look. Not stored on the way: it may show a code.</summary>
internal sealed record AcceptedErasure(OrderedErasure Ordered, IReadOnlyList<CertifiedCategory> Kept) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.CacheControl = "no-store";
        var answer = ErasureAnswer.Of(Ordered.Order, Kept) with { ClaimCode = Ordered.ClaimCode };
        return Results.Accepted($"/v1/users/{Ordered.Order.User}/erasure", answer).ExecuteAsync(httpContext);
    }
}
