using System.Text.Json;
using Amazon.CDK;
using Amazon.CDK.AWS.Apigatewayv2;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.Logs;
using Constructs;
using Domicile.Infrastructure.Edge;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Compute.Functions;

/// <summary>
/// The HTTP API in front of a site's function. TLS ends here, in the site. Only the region's own hosts lead to it. Its
/// lines name no address and no path: users' ids stand in paths.
/// </summary>
internal sealed class HttpDoor
{
    private const int TimeoutMilliseconds = 30_000;
    private const int RequestsASecond = 500;
    private const int RequestsAtOnce = 1_000;

    private readonly Construct scope;
    private readonly CfnApi api;
    private readonly CfnStage stage;
    private readonly EdgeStack edge;

    public HttpDoor(Construct scope, SitePlan site, CfnFunction function, EdgeStack edge)
    {
        this.scope = scope;
        this.edge = edge;
        api = new CfnApi(scope, "HttpDoor", new CfnApiProps
        {
            Name = $"domicile-{site.Region.Name}",
            ProtocolType = "HTTP",
            DisableExecuteApiEndpoint = true,
        });
        var integration = new CfnIntegration(scope, "HttpDoorTarget", new CfnIntegrationProps
        {
            ApiId = api.Ref,
            IntegrationType = "AWS_PROXY",
            IntegrationUri = function.AttrArn,
            PayloadFormatVersion = "2.0",
            TimeoutInMillis = TimeoutMilliseconds,
        });
        var target = Fn.Join("/", ["integrations", integration.Ref]);
        Route("Rest", "$default", target, "NONE");

        // Events come from Lambda itself and never through here. The function has no such path either; this refuses the
        // call before it costs one, because nobody has the right that AWS then asks for.
        Route("Events", "ANY /events", target, "AWS_IAM");
        Route("EventsBelow", "ANY /events/{proxy+}", target, "AWS_IAM");
        stage = Stage(Names.Logs(site.Region.Name, "requests"));
        _ = new CfnPermission(scope, "HttpDoorCall", new CfnPermissionProps
        {
            Action = "lambda:InvokeFunction",
            FunctionName = function.Ref,
            Principal = "apigateway.amazonaws.com",
            SourceArn = Fn.Join("", ["arn:aws:execute-api:", $"{site.Name}:{site.Region.Account}:", api.Ref, "/*"]),
        });
    }

    /// <summary>Answers at one more host, with the site's certificate.</summary>
    /// <returns>What an alias of the host points to.</returns>
    public HostTarget AnswerAt(string id, string host)
    {
        var name = new CfnDomainName(scope, id, new CfnDomainNameProps
        {
            DomainName = host,
            DomainNameConfigurations = new object[]
            {
                new CfnDomainName.DomainNameConfigurationProperty
                {
                    CertificateArn = edge.Certificate,
                    EndpointType = "REGIONAL",
                    SecurityPolicy = "TLS_1_2",
                },
            },
        });
        _ = new CfnApiMapping(scope, $"{id}Use", new CfnApiMappingProps
        {
            ApiId = api.Ref,
            DomainName = name.Ref,
            Stage = stage.Ref,
        });
        return new HostTarget(name.AttrRegionalDomainName, name.AttrRegionalHostedZoneId, IsWatched: false);
    }

    private void Route(string id, string key, string target, string authorization) =>
        _ = new CfnRoute(scope, $"HttpDoor{id}", new CfnRouteProps
        {
            ApiId = api.Ref,
            RouteKey = key,
            Target = target,
            AuthorizationType = authorization,
        });

    private CfnStage Stage(string group)
    {
        var logs = new CfnLogGroup(scope, "HttpDoorLogs", new CfnLogGroupProps
        {
            LogGroupName = group,
            RetentionInDays = ServerFunction.RetentionDays,
        });
        return new CfnStage(scope, "HttpDoorStage", new CfnStageProps
        {
            ApiId = api.Ref,
            StageName = "$default",
            AutoDeploy = true,
            AccessLogSettings = new CfnStage.AccessLogSettingsProperty
            {
                DestinationArn = logs.AttrArn,
                Format = JsonSerializer.Serialize(new Dictionary<string, string>
                {
                    ["request"] = "$context.requestId",
                    ["time"] = "$context.requestTimeEpoch",
                    ["method"] = "$context.httpMethod",
                    ["status"] = "$context.status",
                    ["milliseconds"] = "$context.responseLatency",
                    ["bytes"] = "$context.responseLength",
                    ["error"] = "$context.integrationErrorMessage",
                }),
            },
            DefaultRouteSettings = new CfnStage.RouteSettingsProperty
            {
                ThrottlingRateLimit = RequestsASecond,
                ThrottlingBurstLimit = RequestsAtOnce,
            },
        });
    }
}
