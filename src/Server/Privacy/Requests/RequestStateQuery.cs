using System.Reflection;
using Domicile.Ledger.Privacy.Requests;
using Domicile.Server.Docs;
using Domicile.Server.Hosting;
using Domicile.Server.Problems;
using Domicile.Server.Requests;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.OpenApi;

namespace Domicile.Server.Privacy.Requests;

/// <summary>Which requests the query asks for; the open ones unless it says otherwise.</summary>
internal sealed record RequestStateQuery(PrivacyRequestState State, ProblemAnswer? Problem)
    : IInput, IEndpointParameterMetadataProvider
{
    private const string Name = "state";

    /// <summary>Called by the framework.</summary>
    public static ValueTask<RequestStateQuery> BindAsync(HttpContext http, ParameterInfo parameter)
    {
        if (!http.Request.Query.TryGetValue(Name, out var text))
        {
            return ValueTask.FromResult(new RequestStateQuery(PrivacyRequestState.Open, null));
        }

        var state = RequestWords.State(text.ToString());
        return ValueTask.FromResult(new RequestStateQuery(
            state ?? PrivacyRequestState.Open,
            state is not null
                ? null
                : new(
                    HttpProblems.FieldInvalid,
                    $"'{Name}' is open, done or refused; '{Shown.Text(text.ToString())}' is not.",
                    Name)));
    }

    /// <summary>Called by the framework, for the API's document.</summary>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ParameterDoc(
            Name, ParameterLocation.Query, "Only requests that are open, done or refused; open unless given.", "open"));
        builder.Metadata.Add(new Refuses([HttpProblems.FieldInvalid]));
    }
}
