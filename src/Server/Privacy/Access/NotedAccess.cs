using Domicile.Server.Access;
using Domicile.Server.Problems;

namespace Domicile.Server.Privacy.Access;

/// <summary>
/// Stands around an endpoint that shows a user's personal data: what it found is answered once it is noted who reads
/// it. Refusals show nothing and are not noted.
/// </summary>
internal static class NotedAccess
{
    public static RouteHandlerBuilder NotesAccess(this RouteHandlerBuilder endpoint) =>
        endpoint.AddEndpointFilter(async (context, next) =>
        {
            var answer = await next(context);
            if (answer is ProblemAnswer or IStatusCodeHttpResult { StatusCode: >= 300 })
            {
                return answer;
            }

            var http = context.HttpContext;
            var book = context.Arguments.OfType<OwnBook>().Single();
            var caller = Caller.Of(http.User) ?? throw new InvalidOperationException("No token was checked.");
            return await AccessNotes.Of(http, caller).NoteAsync([book.User], null, http.RequestAborted) ?? answer;
        });
}
