using System.Globalization;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.Logs;
using Constructs;
using Domicile.Infrastructure.Compute.Limits;

namespace Domicile.Infrastructure.Compute.Functions;

/// <summary>
/// The server's image as a Lambda function. The adapter in the image turns calls into HTTP requests, so that the server
/// is the same as everywhere; an event, which is no HTTP request, becomes a <c>POST /events</c>.
/// </summary>
internal static class ServerFunction
{
    public const int RetentionDays = 30;

    /// <summary>MB; Lambda gives one processor for 1,769.</summary>
    private const int Memory = 1_769;

    public static CfnFunction Add(Construct scope, string id, FunctionPlan plan)
    {
        var logs = new CfnLogGroup(scope, $"{id}Logs", new CfnLogGroupProps
        {
            LogGroupName = Names.FunctionLogs(plan.Name),
            RetentionInDays = RetentionDays,
        });
        var function = new CfnFunction(scope, id, new CfnFunctionProps
        {
            FunctionName = plan.Name,
            PackageType = "Image",
            Code = new CfnFunction.CodeProperty { ImageUri = plan.Image },
            Architectures = ["arm64"],
            MemorySize = Memory,
            Timeout = plan.Timeout,
            ReservedConcurrentExecutions = plan.Concurrency,
            Role = plan.Role,
            KmsKeyArn = plan.Place.Key,
            Environment = new CfnFunction.EnvironmentProperty { Variables = Settings(plan) },
            VpcConfig = new CfnFunction.VpcConfigProperty
            {
                SubnetIds = plan.Place.Subnets,
                SecurityGroupIds = [plan.Place.Group],
            },
            LoggingConfig = new CfnFunction.LoggingConfigProperty { LogGroup = logs.Ref },
        });
        return function;
    }

    private static Dictionary<string, string> Settings(FunctionPlan plan)
    {
        var settings = new Dictionary<string, string>(plan.Settings, StringComparer.Ordinal)
        {
            ["DOMICILE_HOST"] = "lambda",
            ["AWS_LWA_PORT"] = "8080",
            ["AWS_LWA_READINESS_CHECK_PATH"] = "/health/live",
            ["AWS_LWA_PASS_THROUGH_PATH"] = "/events",
        };
        if (plan.TakesEvents)
        {
            settings["AWS_LWA_ERROR_STATUS_CODES"] = "400-599";
            settings["DOMICILE_EVENT_SECONDS"] = FunctionTimes.Event.ToString(CultureInfo.InvariantCulture);
        }

        return settings;
    }
}
