using System.Globalization;
using System.Text.Json.Nodes;
using Domicile.Server.Requests;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Domicile.Server.Docs;

/// <summary>Gives the fields of bodies and answers their examples, and closes bodies to unknown fields.</summary>
internal sealed class SchemaDetails : IOpenApiSchemaTransformer
{
    public Task TransformAsync(
        OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var property = context.JsonPropertyInfo?.AttributeProvider;
        if (property?.GetCustomAttributes(typeof(ExampleAttribute), inherit: false) is [ExampleAttribute example])
        {
            schema.Examples = [Node(example.Value)];
        }

        if (context.JsonPropertyInfo is null && IsBody(context.JsonTypeInfo.Type))
        {
            schema.AdditionalPropertiesAllowed = false;
        }

        return Task.CompletedTask;
    }

    private static bool IsBody(Type type) => type.GetInterfaces().Any(
        contract => contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IRequestBody<>));

    private static JsonNode Node(object value) => value switch
    {
        int number => JsonValue.Create(number),
        _ => JsonValue.Create(Convert.ToString(value, CultureInfo.InvariantCulture)!),
    };
}
