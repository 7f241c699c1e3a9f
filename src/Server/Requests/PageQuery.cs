using System.Globalization;
using System.Reflection;
using Domicile.Server.Docs;
using Domicile.Server.Hosting;
using Domicile.Server.Problems;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.OpenApi;

namespace Domicile.Server.Requests;

/// <summary>Which page of a list the query asks for.</summary>
/// <param name="Limit">1 to 500; 50 unless given.</param>
/// <param name="Cursor">Where the page before ended; null for the first.</param>
internal sealed record PageQuery(int Limit, string? Cursor, ProblemAnswer? Problem)
    : IInput, IEndpointParameterMetadataProvider
{
    private const int LimitDefault = 50;
    private const int LimitMax = 500;

    /// <summary>Called by the framework.</summary>
    public static ValueTask<PageQuery> BindAsync(HttpContext http, ParameterInfo parameter)
    {
        var query = http.Request.Query;
        var limit = LimitDefault;
        var problem = !query.TryGetValue("limit", out var text)
            || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit)
                && limit is >= 1 and <= LimitMax)
            ? null
            : new ProblemAnswer(
                HttpProblems.FieldInvalid,
                $"'limit' is a whole number from 1 to {LimitMax}; '{Shown.Text(text.ToString())}' is not.",
                "limit");
        return ValueTask.FromResult(new PageQuery(
            limit, query.TryGetValue("cursor", out var cursor) ? cursor.ToString() : null, problem));
    }

    /// <summary>Called by the framework, for the API's document.</summary>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ParameterDoc(
            "limit", ParameterLocation.Query,
            $"How many at most, 1 to {LimitMax}; {LimitDefault} unless given.", "50")
        { IsNumber = true });
        builder.Metadata.Add(new ParameterDoc(
            "cursor", ParameterLocation.Query, "The nextCursor of the page before, unchanged.", "MTIzNDU"));
        builder.Metadata.Add(new Refuses([HttpProblems.FieldInvalid]));
    }
}
