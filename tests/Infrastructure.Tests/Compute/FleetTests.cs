using Domicile.Infrastructure.Tests.Checks;

namespace Domicile.Infrastructure.Tests.Compute;

public sealed class FleetTests
{
    private const string Servers = "Domicile-us-us-east-1-Compute";
    private const string Cluster = "Domicile-eu-eu-west-1-Compute";

    private static readonly Resource[] Templates = [.. Of("AWS::EC2::LaunchTemplate")];
    private static readonly Resource[] Fleets = [.. Of("AWS::AutoScaling::AutoScalingGroup")];

    [Fact]
    public void An_instance_asks_for_credentials_in_two_steps_and_its_disk_is_encrypted()
    {
        Assert.NotEmpty(Templates);
        foreach (var data in Templates.Select(template => template.Properties.GetProperty("LaunchTemplateData")))
        {
            var metadata = data.GetProperty("MetadataOptions");
            Assert.Equal("required", metadata.GetProperty("HttpTokens").GetString());
            Assert.Equal(1, metadata.GetProperty("HttpPutResponseHopLimit").GetInt32());
            Assert.All(
                data.GetProperty("BlockDeviceMappings").EnumerateArray(),
                disk => Assert.True(disk.GetProperty("Ebs").GetProperty("Encrypted").GetBoolean()));
            Assert.StartsWith(
                "resolve:ssm:/aws/service/", data.GetProperty("ImageId").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_fleet_stands_in_three_zones_outlives_an_instance_and_is_renewed_each_week()
    {
        Assert.NotEmpty(Fleets);
        foreach (var fleet in Fleets)
        {
            Assert.Equal(3, fleet.Properties.GetProperty("VPCZoneIdentifier").GetArrayLength());
            Assert.True(Text(fleet, "MinSize") is "2" or "3", $"{fleet} has {Text(fleet, "MinSize")}");
            var name = fleet.Properties.GetProperty("AutoScalingGroupName").GetString()!;
            Assert.Contains(Of("AWS::Scheduler::Schedule"), schedule => schedule.Stack == fleet.Stack
                && Text(schedule, "ScheduleExpression").Contains("TUE", StringComparison.Ordinal)
                && schedule.Properties.GetProperty("Target").GetProperty("Input").GetString()!
                    .Contains($"\"{name}\"", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void An_instance_runs_the_image_read_only_and_without_rights_and_says_when_it_answers()
    {
        var start = StartOf(Servers, "ApiTemplate");
        foreach (var part in new[]
            {
                "--read-only", "--cap-drop ALL", "--security-opt no-new-privileges", "/health/live",
                "DOMICILE_ROLES=api", "cfn-signal -e 0", "--resource ApiFleet",
                "complete-lifecycle-action --region us-east-1 --auto-scaling-group-name domicile-us-api",
                "--lifecycle-hook-name until-it-answers --lifecycle-action-result CONTINUE",
            })
        {
            Assert.Contains(part, start, StringComparison.Ordinal);
        }

        var workers = StartOf(Servers, "WorkersTemplate");
        Assert.Contains("DOMICILE_ROLES=workers", workers, StringComparison.Ordinal);
        Assert.Contains("--auto-scaling-group-name domicile-us-workers", workers, StringComparison.Ordinal);
        Assert.Contains("--resource WorkersFleet", workers, StringComparison.Ordinal);
        var fleet = Assert.Single(Fleets, each => each.Stack == Servers && each.Id == "ApiFleet");
        var hook = Assert.Single(fleet.Properties.GetProperty("LifecycleHookSpecificationList").EnumerateArray());
        Assert.Equal("until-it-answers", hook.GetProperty("LifecycleHookName").GetString());
        Assert.Equal("ABANDON", hook.GetProperty("DefaultResult").GetString());
        Assert.True(fleet.Body.GetProperty("UpdatePolicy").GetProperty("AutoScalingRollingUpdate")
            .GetProperty("WaitOnResourceSignals").GetBoolean());
    }

    [Theory]
    [InlineData(Servers, "ApiFleet")]
    [InlineData(Cluster, "NodesFleet")]
    public void Callers_are_led_to_instances_only_when_they_stand(string stack, string fleet)
    {
        var hosts = Of("AWS::Route53::RecordSet").Where(host => host.Stack == stack).ToList();
        Assert.Equal(3, hosts.Count);
        Assert.All(hosts, host => Assert.Contains(
            fleet, host.Body.GetProperty("DependsOn").GetRawText(), StringComparison.Ordinal));
    }

    /// <summary>
    /// Else an outage of a node, or a first deployment before its schema, would replace them without end.
    /// </summary>
    [Fact]
    public void Instances_are_not_replaced_because_a_data_node_is_away()
    {
        Assert.All(Fleets, fleet => Assert.Equal("EC2", Text(fleet, "HealthCheckType")));
        Assert.DoesNotContain("/health/ready", StartOf(Servers, "ApiTemplate"), StringComparison.Ordinal);
        Assert.All(
            Of("AWS::ElasticLoadBalancingV2::TargetGroup").Where(group => Text(group, "TargetType") == "instance"),
            group => Assert.Equal("/health/ready", Text(group, "HealthCheckPath")));
    }

    [Fact]
    public void Instances_are_patched_every_day()
    {
        var patching = Assert.Single(Of("AWS::SSM::Association"), each => each.Stack == Servers).Properties;
        Assert.Equal("AWS-RunPatchBaseline", patching.GetProperty("Name").GetString());
        Assert.Equal(Servers, patching.GetProperty("Targets")[0].GetProperty("Values")[0].GetString());
    }

    [Fact]
    public void A_cluster_is_reached_from_inside_only_keeps_its_secrets_and_enforces_policies_of_the_network()
    {
        var cluster = Assert.Single(Of("AWS::EKS::Cluster"), each => each.Stack == Cluster).Properties;
        var network = cluster.GetProperty("ResourcesVpcConfig");
        Assert.True(network.GetProperty("EndpointPrivateAccess").GetBoolean());
        Assert.False(network.GetProperty("EndpointPublicAccess").GetBoolean());
        Assert.Equal("secrets", cluster.GetProperty("EncryptionConfig")[0].GetProperty("Resources")[0].GetString());
        Assert.Equal(5, cluster.GetProperty("Logging").GetProperty("ClusterLogging").GetProperty("EnabledTypes")
            .GetArrayLength());
        var addOn = Assert.Single(
            Of("AWS::EKS::Addon"), each => each.Stack == Cluster && Text(each, "AddonName") == "vpc-cni");
        Assert.Contains(
            "\"enableNetworkPolicy\":\"true\"", Text(addOn, "ConfigurationValues"), StringComparison.Ordinal);
    }

    /// <summary>
    /// Else its first pods start without rights, keep none, and the node never becomes ready.
    /// </summary>
    [Fact]
    public void A_clusters_first_node_comes_after_all_that_it_starts_with_and_is_known_by_its_tag()
    {
        var nodes = Assert.Single(Fleets, each => each.Stack == Cluster && each.Id == "NodesFleet");
        var before = nodes.Body.GetProperty("DependsOn").EnumerateArray().Select(id => id.GetString()!).ToList();
        foreach (var id in new[] { "NodeEntry", "NetworkPods", "AddOnNetwork", "AddOnProxy", "AddOnIdentity" })
        {
            Assert.Contains(id, before);
        }

        var network = Assert.Single(Of("AWS::EKS::Addon"), each => each.Stack == Cluster && each.Id == "AddOnNetwork");
        Assert.Contains("NetworkPods", network.Body.GetProperty("DependsOn").GetRawText(), StringComparison.Ordinal);
        var tag = Assert.Single(
            nodes.Properties.GetProperty("Tags").EnumerateArray(),
            each => each.GetProperty("Key").GetString() == "kubernetes.io/cluster/domicile-eu");
        Assert.Equal("owned", tag.GetProperty("Value").GetString());
        Assert.True(tag.GetProperty("PropagateAtLaunch").GetBoolean());
    }

    [Fact]
    public void Pods_have_the_role_of_their_account_and_a_reader_site_has_no_workers()
    {
        Assert.Equal(["api api", "workers workers"], Pods(Cluster));
        Assert.Equal(["api api"], Pods("Domicile-eu-eu-north-1-Compute"));

        static IEnumerable<string> Pods(string stack) =>
            from pods in Of("AWS::EKS::PodIdentityAssociation")
            where pods.Stack == stack && Text(pods, "Namespace") == "domicile"
            orderby Text(pods, "ServiceAccount")
            select $"{Text(pods, "ServiceAccount")} {Text(pods, "RoleArn").Split("domicile-eu-")[^1]}";
    }

    private static string StartOf(string stack, string template) => Assert
        .Single(Templates, each => each.Stack == stack && each.Id == template)
        .Properties.GetProperty("LaunchTemplateData").GetProperty("UserData").GetProperty("Fn::Base64").GetRawText();

    private static IEnumerable<Resource> Of(string type) =>
        Resource.Of(Synthesized.FourRegions.Templates).Where(resource => resource.Type == type);

    private static string Text(Resource resource, string name) => resource.Properties.GetProperty(name).GetString()!;
}
