using System.ComponentModel;
using System.Globalization;
using System.Text.Json.Nodes;
using Domicile.Server.Requests;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Domicile.Server.Docs;

/// <summary>
/// Gives the fields of bodies and answers their examples, closes bodies to unknown fields, and says of which JSON type
/// the words and times are that have a writer of their own.
/// </summary>
internal sealed class SchemaDetails : IOpenApiSchemaTransformer
{
    public Task TransformAsync(
        OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = context.JsonTypeInfo.Type;
        if ((Nullable.GetUnderlyingType(type) ?? type) == typeof(DateTimeOffset))
        {
            schema.Type = type == typeof(DateTimeOffset)
                ? JsonSchemaType.String
                : JsonSchemaType.String | JsonSchemaType.Null;
            schema.Format = "date-time";
        }

        if (type.IsEnum)
        {
            schema.Type = JsonSchemaType.String;
        }

        if (context.JsonPropertyInfo is null && IsBody(type))
        {
            schema.AdditionalPropertiesAllowed = false;
        }

        var attributes = context.JsonPropertyInfo?.AttributeProvider?.GetCustomAttributes(inherit: false) ?? [];
        if (attributes.OfType<ExampleAttribute>().SingleOrDefault() is { } example)
        {
            schema.Examples = [Node(example.Value)];
        }

        if (attributes.OfType<DescriptionAttribute>().SingleOrDefault() is { } text)
        {
            schema.Description = text.Description;
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
