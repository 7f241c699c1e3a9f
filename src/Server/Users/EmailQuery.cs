using System.Reflection;
using Domicile.Server.Docs;
using Domicile.Server.Problems;
using Domicile.Server.Requests;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.OpenApi;

namespace Domicile.Server.Users;

/// <summary>The e-mail address that the query names, as it came; no problem repeats it.</summary>
internal sealed record EmailQuery(string Address, ProblemAnswer? Problem) : IInput, IEndpointParameterMetadataProvider
{
    private const string Name = "email";

    /// <summary>Called by the framework.</summary>
    public static ValueTask<EmailQuery> BindAsync(HttpContext http, ParameterInfo parameter) =>
        ValueTask.FromResult(http.Request.Query.TryGetValue(Name, out var text)
            ? new EmailQuery(text.ToString(), null)
            : new EmailQuery("", new(
                HttpProblems.FieldMissing, $"'{Name}' is missing; it looks like anna@example.org.", Name)));

    /// <summary>Called by the framework, for the API's document.</summary>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ParameterDoc(
            Name, ParameterLocation.Query,
            "The whole address. Upper and lower case are the same, and so are a domain's two spellings.",
            "anna@example.org")
        { IsRequired = true });
        builder.Metadata.Add(new Refuses([HttpProblems.FieldMissing, HttpProblems.FieldInvalid]));
    }
}
