using Domicile.Server.Access;
using Domicile.Server.Hosting.Parts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Domicile.Server.Docs;

/// <summary>
/// Wires the API's document: OpenAPI 3.1 at <c>/openapi/v1.json</c>, made from the endpoints themselves.
/// </summary>
internal static class ApiDocument
{
    public const string Name = "v1";
    private const string Scheme = "token";

    private const string Text =
        "A double-entry ledger whose users' data stay in their own part of the world. Amounts are decimal text in JSON "
        + "strings, times are RFC 3339 in UTC, unknown fields are refused. Every refusal is a problem (RFC 9457); "
        + "[/docs/problems](/docs/problems) explains each. Every call may be repeated: POST /v1/users and "
        + "POST /v1/transfers by the header Idempotency-Key, the others because a second time changes nothing. The "
        + "only 5xx is 503 with Retry-After.";

    public static IServiceCollection AddApiDocument(this IServiceCollection services, ServerParts parts)
    {
        services.AddEndpointsApiExplorer();
        return services.AddOpenApi(Name, options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.AddSchemaTransformer(new SchemaDetails());
            options.AddOperationTransformer(new OperationDetails());
            options.AddOperationTransformer((operation, context, _) => SecureAsync(operation, context));
            options.AddDocumentTransformer((document, _, _) => DescribeAsync(document, parts));
        });
    }

    private static Task DescribeAsync(OpenApiDocument document, ServerParts parts)
    {
        document.Info = new OpenApiInfo
        {
            Title = $"Domicile, region {parts.Region}",
            Version = Name,
            Description = Text,
        };
        // Relative: right under whichever name of this machine the page was opened.
        document.Servers = [new OpenApiServer { Url = "/", Description = Place(parts) }];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
        {
            [Scheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "JWT",
                Description = "An access token of this region, signed by ES256. In the local world: "
                    + $"./domicile token --user {parts.Region}-1, or ./domicile token --role operator --region "
                    + $"{parts.Region}.",
            },
        };
        return Task.CompletedTask;
    }

    private static string Place(ServerParts parts) => (parts.Site, parts.WriterUrl) switch
    {
        ("", _) => $"Region {parts.Region}",
        (var site, null) => $"Region {parts.Region}, writer site {site}",
        var (site, _) => $"Region {parts.Region}, reader site {site}: hands writes on to the writer site",
    };

    private static Task SecureAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var policies = context.Description.ActionDescriptor.EndpointMetadata.OfType<IAuthorizeData>().ToList();
        if (policies.Count > 0)
        {
            operation.Security =
            [
                new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] },
            ];
            var open = OpenTo.Of(new EndpointMetadataCollection(context.Description.ActionDescriptor.EndpointMetadata));
            operation.Description += $" For the roles {open.Words}"
                + (open.Scope is { } scope ? $", and for services with the scope {scope}." : ".");
        }

        return Task.CompletedTask;
    }
}
