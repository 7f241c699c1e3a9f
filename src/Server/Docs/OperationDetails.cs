using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Domicile.Server.Hosting;
using Domicile.Server.Problems;
using Domicile.Server.Requests;
using Domicile.Server.Transfers;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Domicile.Server.Docs;

/// <summary>
/// Adds to each call what its inputs declare: parameters, and every problem that it may be answered with.
/// </summary>
internal sealed class OperationDetails : IOpenApiOperationTransformer
{
    public async Task TransformAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        operation.OperationId ??= OperationId(context.Description.HttpMethod!, context.Description.RelativePath!);
        operation.Parameters =
        [
            .. metadata.OfType<ParameterDoc>().DistinctBy(parameter => parameter.Name).Select(Parameter),
        ];
        var problem = await context.GetOrCreateSchemaAsync(typeof(Problem), null, cancellationToken);
        context.Document!.AddComponent(nameof(Problem), problem);
        var reference = new OpenApiSchemaReference(nameof(Problem), context.Document);
        operation.Responses ??= [];
        foreach (var types in metadata.OfType<Refuses>().SelectMany(refuses => refuses.Types).Distinct()
            .GroupBy(type => type.Status).OrderBy(types => types.Key))
        {
            operation.Responses[types.Key.ToString(CultureInfo.InvariantCulture)] = Response([.. types], reference);
        }

        if (operation.Parameters.Any(parameter => parameter.Name == CallersKey.Header))
        {
            DescribeReplay(operation);
        }
    }

    // getUsersIdTransfers: stable names for those who generate a client.
    private static string OperationId(string method, string path) =>
        method.ToLowerInvariant() + string.Concat(path.Split('/', '{', '}')
            .Where(part => part.Length > 0 && part != ApiDocument.Name)
            .Select(part => char.ToUpperInvariant(part[0]) + part[1..]));

    private static IOpenApiParameter Parameter(ParameterDoc parameter) => new OpenApiParameter
    {
        Name = parameter.Name,
        In = parameter.In,
        Description = parameter.Text,
        Required = parameter.IsRequired,
        Example = parameter.IsNumber
            ? JsonValue.Create(int.Parse(parameter.Example, CultureInfo.InvariantCulture))
            : JsonValue.Create(parameter.Example),
        Schema = new OpenApiSchema { Type = parameter.IsNumber ? JsonSchemaType.Integer : JsonSchemaType.String },
    };

    private static OpenApiResponse Response(IReadOnlyList<ProblemType> types, OpenApiSchemaReference schema)
    {
        var response = new OpenApiResponse
        {
            Description = string.Join(
                "\n", types.Select(type => $"- [{type.Name}]({type.Address}): {type.Title}")),
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                [ProblemAnswer.MediaType] = new OpenApiMediaType
                {
                    Schema = schema,
                    Examples = types.ToDictionary(type => type.Name, Example, StringComparer.Ordinal),
                },
            },
        };
        if (types.Any(type => type.MayBeRepeated))
        {
            response.Headers = new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal)
            {
                ["Retry-After"] = Header(
                    "Seconds to wait before the same request is sent again.", JsonSchemaType.Integer),
            };
        }

        return response;
    }

    private static void DescribeReplay(OpenApiOperation operation)
    {
        foreach (var (status, answer) in operation.Responses!)
        {
            if (status is "201" or "202" && answer is OpenApiResponse response)
            {
                response.Headers = new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal)
                {
                    ["Location"] = Header("The address of what was made.", JsonSchemaType.String),
                    [CallersKey.ReplayedHeader] = Header(
                        "true when an earlier request with the same key made it; absent else.", JsonSchemaType.String),
                };
                DescribeWait(operation, response.Headers);
            }
        }
    }

    private static void DescribeWait(OpenApiOperation operation, IDictionary<string, IOpenApiHeader> headers)
    {
        if (operation.Parameters!.Any(parameter => parameter.Name == PreferWait.Header))
        {
            headers[PreferWait.AppliedHeader] = Header(
                "For how long this call would have waited, such as wait=5; absent when it was not asked to.",
                JsonSchemaType.String);
        }
    }

    private static OpenApiHeader Header(string text, JsonSchemaType type) =>
        new() { Description = text, Schema = new OpenApiSchema { Type = type } };

    private static IOpenApiExample Example(ProblemType type) => new OpenApiExample
    {
        Summary = type.Title,
        Value = JsonSerializer.SerializeToNode(
            new Problem(
                type.Address, type.Title, type.Status, type.Advice, "urn:domicile:request:0HNF4KJ2M1S9T:00000001"),
            ApiJson.Options),
    };
}
