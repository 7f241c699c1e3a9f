using System.Globalization;
using System.Text.Json;
using Domicile.Infrastructure.Compute.Limits;
using Domicile.Infrastructure.Messaging;
using Domicile.Infrastructure.Tests.Checks;

namespace Domicile.Infrastructure.Tests.Compute;

public sealed class FunctionTests
{
    private static readonly Resource[] Functions =
    [
        .. SynthesizedWorlds.Resources.Where(resource => resource.Type == "AWS::Lambda::Function"
            && resource.Properties.TryGetProperty("PackageType", out _)),
    ];

    [Fact]
    public void A_status_of_error_fails_the_call_of_whatever_takes_events_and_of_nothing_else()
    {
        Assert.NotEmpty(Functions);
        foreach (var function in Functions)
        {
            var settings = Settings(function);
            var role = settings.GetProperty("DOMICILE_ROLES").GetString();
            Assert.Equal(
                role == "api" ? null : "400-599",
                settings.TryGetProperty("AWS_LWA_ERROR_STATUS_CODES", out var codes) ? codes.GetString() : null);
            Assert.Equal("lambda", settings.GetProperty("DOMICILE_HOST").GetString());
            Assert.Equal("/events", settings.GetProperty("AWS_LWA_PASS_THROUGH_PATH").GetString());
            Assert.Equal("/health/live", settings.GetProperty("AWS_LWA_READINESS_CHECK_PATH").GetString());
        }
    }

    [Fact]
    public void Every_function_has_a_key_a_share_a_network_its_own_lines_and_the_processor_that_the_image_is_made_for()
    {
        foreach (var function in Functions)
        {
            var properties = function.Properties;
            Assert.True(properties.TryGetProperty("KmsKeyArn", out _), $"{function} has no key");
            Assert.InRange(properties.GetProperty("ReservedConcurrentExecutions").GetInt32(), 1, 400);
            Assert.Equal(3, properties.GetProperty("VpcConfig").GetProperty("SubnetIds").GetArrayLength());
            Assert.Equal("arm64", properties.GetProperty("Architectures")[0].GetString());
            Assert.InRange(properties.GetProperty("Timeout").GetInt32(), 1, LambdaDoor.Lambda.Seconds);
            Assert.True(properties.GetProperty("LoggingConfig").TryGetProperty("LogGroup", out _), $"{function}");
        }
    }

    [Fact]
    public void Every_line_that_is_kept_goes_in_time() => Assert.Empty(SynthesizedWorlds.Resources
        .Where(resource => resource.Type == "AWS::Logs::LogGroup"
            && !resource.Properties.TryGetProperty("RetentionInDays", out _))
        .Select(resource => $"{resource} keeps its lines for ever"));

    [Fact]
    public void Queues_call_a_function_with_ten_messages_and_delete_none_by_themselves()
    {
        var doors = SynthesizedWorlds.Resources
            .Where(resource => resource.Type == "AWS::Lambda::EventSourceMapping")
            .ToList();
        Assert.Equal(
            ["domicile-central", "domicile-jp", "domicile-jp-documents", "domicile-jp-wake"],
            doors
                .Where(door => door.Stack is "Domicile-jp-ap-northeast-1-Compute" or "Domicile-world-eu-west-1-Compute")
                .Select(door => door.Properties.GetProperty("EventSourceArn").GetString()!.Split(':')[^1])
                .Distinct()
                .Order());
        Assert.All(doors, door => Assert.False(door.Properties.TryGetProperty("FunctionResponseTypes", out _)));
        Assert.All(doors, door => Assert.Equal(10, door.Properties.GetProperty("BatchSize").GetInt32()));
    }

    [Fact]
    public void Queues_together_leave_room_for_the_clock()
    {
        var workers = Functions
            .Where(function => Settings(function).GetProperty("DOMICILE_ROLES").GetString() == "workers"
                && function.Id == "Workers")
            .ToList();
        Assert.NotEmpty(workers);
        foreach (var function in workers)
        {
            var ofQueues = SynthesizedWorlds.Resources
                .Where(door => door.Type == "AWS::Lambda::EventSourceMapping" && door.Stack == function.Stack
                    && door.Id.StartsWith(function.Id, StringComparison.Ordinal))
                .DistinctBy(door => door.Id)
                .Sum(door => door.Properties.GetProperty("ScalingConfig").GetProperty("MaximumConcurrency").GetInt32());
            var all = function.Properties.GetProperty("ReservedConcurrentExecutions").GetInt32();
            Assert.InRange(ofQueues, 4, all - 1);
        }
    }

    [Fact]
    public void A_queue_hides_a_message_for_six_times_as_long_as_a_function_may_take() =>
        Assert.Equal(6 * FunctionTimes.EventTimeout, QueuePair.VisibilitySeconds);

    [Fact]
    public void An_event_ends_half_a_minute_before_Lambda_ends_it()
    {
        var events = Functions.Where(function => Settings(function).GetProperty("DOMICILE_ROLES").GetString() != "api");
        Assert.NotEmpty(events);
        Assert.All(events, function => Assert.InRange(
            function.Properties.GetProperty("Timeout").GetInt32() - int.Parse(
                Settings(function).GetProperty("DOMICILE_EVENT_SECONDS").GetString()!, CultureInfo.InvariantCulture),
            30,
            60));
    }

    [Fact]
    public void A_request_ends_before_Lambda_ends_it_and_Lambda_before_the_HTTP_API_gives_up()
    {
        var apis =
            from world in SynthesizedWorlds.All
            from site in world.World.Sites
            let stack = $"Domicile-{site.Region.Name}-{site.Name}-Compute"
            from function in world.Resources(stack, "AWS::Lambda::Function")
            where function.Id == "Api"
            select (
                Request: site.Region.Topology.Aws.Requests.Seconds,
                Timeout: function.Properties.GetProperty("Timeout").GetInt32());
        Assert.NotEmpty(apis);
        Assert.All(apis, api => Assert.InRange(api.Timeout, api.Request + 1, 30));
    }

    [Fact]
    public void The_clock_calls_the_workers_each_minute_and_does_not_try_again()
    {
        var stack = Synthesized.Shipped;
        var clock = Assert.Single(stack.Resources("Domicile-eu-eu-west-1-Compute", "AWS::Events::Rule"));
        Assert.Equal("rate(1 minute)", clock.Properties.GetProperty("ScheduleExpression").GetString());
        var once = Assert.Single(stack.Resources("Domicile-eu-eu-west-1-Compute", "AWS::Lambda::EventInvokeConfig"));
        Assert.Equal(0, once.Properties.GetProperty("MaximumRetryAttempts").GetInt32());
        Assert.Empty(stack.Resources("Domicile-eu-eu-central-1-Compute", "AWS::Events::Rule"));
    }

    [Fact]
    public void Nobody_calls_events_through_the_HTTP_API_or_a_load_balancer()
    {
        var routes = Synthesized.Shipped.Resources("Domicile-eu-eu-west-1-Compute", "AWS::ApiGatewayV2::Route")
            .ToDictionary(
                route => route.Properties.GetProperty("RouteKey").GetString()!,
                route => route.Properties.GetProperty("AuthorizationType").GetString());
        Assert.Equal(
            new Dictionary<string, string?>
            {
                ["$default"] = "NONE",
                ["ANY /events"] = "AWS_IAM",
                ["ANY /events/{proxy+}"] = "AWS_IAM",
            },
            routes);
        foreach (var listener in SynthesizedWorlds.Resources.Where(IsListener))
        {
            Assert.Contains(SynthesizedWorlds.Resources, rule => rule.Stack == listener.Stack
                && rule.Type == "AWS::ElasticLoadBalancingV2::ListenerRule"
                && rule.Properties.GetProperty("ListenerArn").GetProperty("Ref").GetString() == listener.Id
                && rule.Properties.GetProperty("Actions")[0].GetProperty("Type").GetString() == "fixed-response");
        }
    }

    [Fact]
    public void Lines_of_the_HTTP_API_name_no_caller_and_no_path()
    {
        var stages = SynthesizedWorlds.Resources
            .Where(resource => resource.Type == "AWS::ApiGatewayV2::Stage")
            .ToList();
        Assert.NotEmpty(stages);
        foreach (var format in stages.Select(stage =>
            stage.Properties.GetProperty("AccessLogSettings").GetProperty("Format").GetString()!))
        {
            Assert.DoesNotContain("identity", format, StringComparison.Ordinal);
            Assert.DoesNotContain("path", format, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("authorizer", format, StringComparison.Ordinal);
        }
    }

    private static bool IsListener(Resource resource) => resource.Type == "AWS::ElasticLoadBalancingV2::Listener";

    private static JsonElement Settings(Resource function) =>
        function.Properties.GetProperty("Environment").GetProperty("Variables");
}
