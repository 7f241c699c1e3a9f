using System.Reflection;
using Domicile.Server.Docs;
using Domicile.Server.Hosting;
using Domicile.Server.Problems;
using Domicile.Server.Requests;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.OpenApi;

namespace Domicile.Server.Privacy.Requests;

/// <summary>The request for a right that the path names.</summary>
internal sealed record RequestPath(Guid Id, ProblemAnswer? Problem) : IInput, IEndpointParameterMetadataProvider
{
    private const string RouteName = "requestId";

    /// <summary>Called by the framework.</summary>
    public static ValueTask<RequestPath> BindAsync(HttpContext http, ParameterInfo parameter)
    {
        var text = (string?)http.GetRouteValue(RouteName) ?? "";
        return ValueTask.FromResult(Guid.TryParseExact(text, "D", out var id)
            ? new RequestPath(id, null)
            : new RequestPath(id, new(
                HttpProblems.FieldInvalid,
                $"'{Shown.Text(text)}' is not a request's id; it is a UUID such as "
                + "0197a1b2-7c3d-7e4f-8a9b-0c1d2e3f4a5b.",
                RouteName)));
    }

    /// <summary>Called by the framework, for the API's document.</summary>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ParameterDoc(
            RouteName, ParameterLocation.Path, "The request's id, a UUID.", "0197a1b2-7c3d-7e4f-8a9b-0c1d2e3f4a5b")
        { IsRequired = true });
        builder.Metadata.Add(new Refuses([HttpProblems.FieldInvalid]));
    }
}
