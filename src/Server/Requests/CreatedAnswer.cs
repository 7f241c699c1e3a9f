namespace Domicile.Server.Requests;

/// <summary>
/// 201 with what was made and where it is; says so when an earlier request with the same key made it.
/// </summary>
internal sealed record CreatedAnswer(string Location, object Value, bool IsReplayed) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (IsReplayed)
        {
            httpContext.Response.Headers[CallersKey.ReplayedHeader] = "true";
        }

        return Results.Created(Location, Value).ExecuteAsync(httpContext);
    }
}
