using Domicile.Ledger;
using Domicile.Server.Books;
using Domicile.Server.Problems;

namespace Domicile.Server.Access;

/// <summary>
/// Refuses the tokens of users who were erased, within a second of the erasure's registration, but for the calls that
/// tell them what became of it.
/// </summary>
internal sealed class ErasedCallers(RequestDelegate next, RegionBooks books)
{
    public Task InvokeAsync(HttpContext http)
    {
        var isOpen = http.GetEndpoint()?.Metadata.GetMetadata<OpenToErased>() is not null;
        return !isOpen && Caller.Of(http.User)?.User is { } user && books.Ledger.Erased.IsErased(user)
            ? ProblemAnswer.Of(new Refusal(
                RefusalCode.UserErased,
                "The user of this token was erased; it acts no more. GET /v1/users/{id}/erasure tells what became of "
                    + "it.",
                "Authorization")).ExecuteAsync(http)
            : next(http);
    }
}
