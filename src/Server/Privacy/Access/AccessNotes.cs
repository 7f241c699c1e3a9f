using System.Reflection;
using Domicile.Ledger;
using Domicile.Ledger.Privacy.Access;
using Domicile.Ledger.Privacy.Requests;
using Domicile.Server.Access;
using Domicile.Server.Books;
using Domicile.Server.Problems;
using Domicile.Sharding.Users;

namespace Domicile.Server.Privacy.Access;

/// <summary>Notes of one request whose personal data its answer shows, before the answer leaves.</summary>
internal sealed class AccessNotes
{
    private readonly RegionBooks books;
    private readonly string call;
    private readonly AccessRight right;

    private AccessNotes(HttpContext http, Caller caller)
    {
        books = http.RequestServices.GetRequiredService<RegionBooks>();
        Asker = new Asker(caller.Name, TokenClaims.WordOf(caller.Role));
        right = RightOf(caller.Role);

        // The pattern and never the address: the log names users in their own column alone.
        call = $"{http.Request.Method} {(http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText}";
    }

    /// <summary>Who makes the request.</summary>
    public Asker Asker { get; }

    /// <summary>Called by the framework, behind authorization only.</summary>
    public static async ValueTask<AccessNotes> BindAsync(HttpContext http, ParameterInfo parameter) =>
        Of(http, await Caller.BindAsync(http, parameter));

    public static AccessNotes Of(HttpContext http, Caller caller) => new(http, caller);

    /// <summary>Null when the notes are on disk; else nothing may be shown.</summary>
    /// <param name="users">Whose personal data.</param>
    /// <param name="byRight">By which right; what the caller's role gives when null.</param>
    /// <param name="cancellation">Ends the wait; the notes stay.</param>
    public async Task<ProblemAnswer?> NoteAsync(
        IEnumerable<UserId> users, AccessRight? byRight, CancellationToken cancellation)
    {
        try
        {
            await Task.WhenAll(users.Select(user => books.Ledger.Accesses.NoteAsync(
                new AccessEntry(user, Asker, call, byRight ?? right), cancellation)));
            return null;
        }
        catch (Exception e) when (ShardFailure.IsUnavailable(e))
        {
            return ProblemAnswer.OfNode($"{books.Ledger.Router.Region}/keys");
        }
    }

    private static AccessRight RightOf(CallerRole role) => role switch
    {
        CallerRole.User => AccessRight.Access,
        CallerRole.Operator or CallerRole.Service => AccessRight.Operation,
        CallerRole.PrivacyOfficer => AccessRight.PrivacyOffice,
        CallerRole.Auditor => AccessRight.Audit,
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, null),
    };
}
