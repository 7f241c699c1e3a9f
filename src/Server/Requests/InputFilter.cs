using Domicile.Server.Docs;
using Domicile.Server.Problems;
using Microsoft.OpenApi;

namespace Domicile.Server.Requests;

/// <summary>
/// Stands before every endpoint of the API: refuses query parameters that the endpoint does not document, then the
/// first of its inputs that could not be read.
/// </summary>
internal sealed class InputFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.Arguments.OfType<IInput>().Select(input => input.Problem).FirstOrDefault(problem => problem is not null)
        ?? QueryMistake(context.HttpContext)
        ?? await next(context);

    private static ProblemAnswer? QueryMistake(HttpContext http)
    {
        if (http.Request.Query.Count == 0)
        {
            return null;
        }

        var known = http.GetEndpoint()!.Metadata.GetOrderedMetadata<ParameterDoc>()
            .Where(parameter => parameter.In == ParameterLocation.Query).Select(parameter => parameter.Name).ToList();
        foreach (var (name, values) in http.Request.Query)
        {
            if (!known.Contains(name, StringComparer.Ordinal))
            {
                return new(HttpProblems.FieldUnknown, UnknownText(Shown(name), known), Shown(name));
            }

            if (values.Count > 1)
            {
                return new(HttpProblems.FieldInvalid, $"'{name}' stands {values.Count} times in the query.", name);
            }
        }

        return null;
    }

    private static string Shown(string name) => Hosting.Shown.Text(name);

    private static string UnknownText(string name, List<string> known) => known.Count == 0
        ? $"This call has no query parameter '{name}', nor any other."
        : $"This call has no query parameter '{name}'; it has {string.Join(", ", known)}.";
}
