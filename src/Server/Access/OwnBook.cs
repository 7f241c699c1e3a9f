using System.Reflection;
using Domicile.Ledger;
using Domicile.Server.Books;
using Domicile.Server.Docs;
using Domicile.Server.Hosting;
using Domicile.Server.Problems;
using Domicile.Server.Requests;
using Domicile.Sharding.Users;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.OpenApi;

namespace Domicile.Server.Access;

/// <summary>
/// The user whose book the path names, once it is known that the book is of this region and that the caller may see it:
/// a user its own only, whoever else the endpoint is open to any. Whether the user exists is for the books to say.
/// </summary>
internal sealed class OwnBook : IInput, IEndpointParameterMetadataProvider
{
    private const string RouteName = "id";

    private OwnBook(Caller caller, UserId user, ProblemAnswer? problem) =>
        (CallerName, User, Problem) = (caller.Name, user, problem);

    public UserId User { get; }

    /// <summary>Who asks, for journals; an operator's name or the user's own id.</summary>
    public string CallerName { get; }

    public ProblemAnswer? Problem { get; }

    /// <summary>Called by the framework.</summary>
    public static async ValueTask<OwnBook> BindAsync(HttpContext http, ParameterInfo parameter)
    {
        var caller = await Caller.BindAsync(http, parameter);
        var text = (string?)http.GetRouteValue(RouteName) ?? "";
        var regions = http.RequestServices.GetRequiredService<RegionDirectory>();
        if (!UserId.TryParse(text, out var user))
        {
            return new(caller, default, new(
                HttpProblems.FieldInvalid,
                $"'{Shown.Text(text)}' is not a user id; it looks like {regions.Region}-30001.",
                RouteName));
        }

        var books = http.RequestServices.GetRequiredService<RegionBooks>();
        var problem = regions.Residency(user, RouteName) ?? Forbidden(http, caller, user) ?? books.ShardMistake(user);
        return new(caller, user, problem);
    }

    /// <summary>Called by the framework, for the API's document.</summary>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ParameterDoc(
            RouteName, ParameterLocation.Path, "The user's id: the region, a dash and the user's number.", "eu-30001")
        { IsRequired = true });
        builder.Metadata.Add(OpenTo.OwnerAndOperators);
        builder.Metadata.Add(new Refuses([HttpProblems.FieldInvalid, HttpProblems.NotAllowed]));
        builder.Metadata.Add(new Refuses(RefusalCode.UserUnknown, RefusalCode.OtherRegion));
    }

    private static ProblemAnswer? Forbidden(HttpContext http, Caller caller, UserId user) =>
        OpenTo.Of(http.GetEndpoint()?.Metadata).Admits(caller, user)
            ? null
            : new(
                HttpProblems.NotAllowed, "Your token is for another user's book; it opens its own only.", RouteName);
}
