using System.Text.Json;

namespace Domicile.Infrastructure.Tests.Compute.Kubernetes;

public sealed class ManifestTests
{
    private const string Writer = "eu-eu-west-1";
    private const string Reader = "eu-eu-central-1";

    [Theory]
    [InlineData(Writer)]
    [InlineData(Reader)]
    [InlineData("eu-eu-north-1")]
    public async Task Every_object_of_a_site_has_the_shape_that_Kubernetes_wants(string site)
    {
        var shapes = ManifestShapes.Read();
        var things = await Kustomized.OfAsync(site);
        Assert.NotEmpty(things);
        Assert.Empty(things.SelectMany(shapes.Mistakes));
    }

    [Theory]
    [InlineData("replicas", "replica", "apps/v1 Deployment.spec knows no replica")]
    [InlineData("\"maxSurge\":1", "\"maxSurge\":\"1\"", "spec.strategy.rollingUpdate.maxSurge is of another type")]
    [InlineData("\"image\":", "\"picture\":", "apps/v1 Deployment.spec.template.spec.containers[0] has no image")]
    [InlineData("apps/v1", "apps/v2", "apps/v2 Deployment has no shape")]
    public async Task A_planted_mistake_of_shape_is_named(string right, string wrong, string mistake)
    {
        var workers = Assert.Single(await Kustomized.OfAsync(Writer), thing => IsNamed(thing, "Deployment", "workers"));
        var planted = workers.GetRawText().Replace(right, wrong, StringComparison.Ordinal);
        Assert.Contains(
            ManifestShapes.Read().Mistakes(JsonElement.Parse(planted)),
            found => found.Contains(mistake, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Servers_run_the_deployed_image_without_rights_and_read_only()
    {
        var servers = (await Kustomized.OfAsync(Writer)).Where(thing => Text(thing, "kind") == "Deployment").ToList();
        Assert.Equal(2, servers.Count);
        foreach (var pod in servers.Select(server => At(server, "spec", "template", "spec")))
        {
            Assert.True(At(pod, "securityContext", "runAsNonRoot").GetBoolean());
            var container = Assert.Single(pod.GetProperty("containers").EnumerateArray());
            Assert.EndsWith("/domicile-eu@sha256:abc", Text(container, "image"), StringComparison.Ordinal);
            Assert.True(At(container, "securityContext", "readOnlyRootFilesystem").GetBoolean());
            Assert.False(At(container, "securityContext", "allowPrivilegeEscalation").GetBoolean());
            Assert.Equal("ALL", At(container, "securityContext", "capabilities", "drop")[0].GetString());
        }
    }

    [Fact]
    public async Task Workers_run_at_the_writer_site_only()
    {
        Assert.Contains(await Kustomized.OfAsync(Writer), thing => IsNamed(thing, "Deployment", "workers"));
        Assert.DoesNotContain(
            await Kustomized.OfAsync(Reader),
            thing => Text(thing.GetProperty("metadata"), "name") == "workers");
    }

    [Fact]
    public async Task Nobody_reaches_a_pod_but_the_sites_load_balancers_and_pods_reach_data_of_their_own_region_only()
    {
        var policies = (await Kustomized.OfAsync(Reader))
            .Where(thing => Text(thing, "kind") == "NetworkPolicy")
            .ToDictionary(thing => Text(thing.GetProperty("metadata"), "name"), thing => thing.GetProperty("spec"));
        Assert.Equal(
            """{"podSelector":{},"policyTypes":["Ingress","Egress"]}""",
            JsonSerializer.Serialize(policies["nothing"]));
        var region = Synthesized.FourRegions.World.Regions.Single(each => each.Name == "eu");
        Assert.Equal(
            region.Sites.Select(site => site.Data.ToString()),
            Blocks(policies["data-nodes"].GetProperty("egress"), "to"));
        Assert.Equal(
            [region.Sites.Single(site => site.Name == "eu-central-1").Service.ToString()],
            Blocks(policies["load-balancers"].GetProperty("ingress"), "from"));
        Assert.Equal(
            ["data-nodes", "load-balancers", "names-and-credentials", "nothing", "tls"],
            policies.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_reader_site_hands_writes_on_to_the_writer_site()
    {
        var settings = Assert.Single(await Kustomized.OfAsync(Reader), thing => Text(thing, "kind") == "ConfigMap");
        Assert.Equal("https://writer.eu.bank.example", At(settings, "data", "DOMICILE_WRITER_URL").GetString());
    }

    private static IEnumerable<string?> Blocks(JsonElement rules, string direction) =>
        Assert.Single(rules.EnumerateArray()).GetProperty(direction).EnumerateArray()
            .Select(peer => At(peer, "ipBlock", "cidr").GetString());

    private static bool IsNamed(JsonElement thing, string kind, string name) =>
        Text(thing, "kind") == kind && Text(thing.GetProperty("metadata"), "name") == name;

    private static string Text(JsonElement thing, string name) => thing.GetProperty(name).GetString()!;

    private static JsonElement At(JsonElement thing, params string[] way) =>
        way.Aggregate(thing, (inner, name) => inner.GetProperty(name));
}
