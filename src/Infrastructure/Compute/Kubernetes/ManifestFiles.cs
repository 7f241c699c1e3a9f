using System.Globalization;
using System.Text;
using Domicile.Infrastructure.Compute.Limits;
using Domicile.Infrastructure.Stacks;
using Domicile.Infrastructure.Worlds;
using ComputeChoice = Domicile.Sharding.Topology.Aws.Compute;

namespace Domicile.Infrastructure.Compute.Kubernetes;

/// <summary>
/// Writes what the clusters run beside the templates: the manifests of <c>deploy/kubernetes</c> as they stand, and for
/// each site that is a cluster a folder that lays its settings, limits and addresses over them.
/// </summary>
internal static class ManifestFiles
{
    private const string Folder = "kubernetes";
    private const string Script = "apply.sh";

    /// <summary>What only the writer site runs.</summary>
    private static readonly string[] OfWorkers = ["Deployment", "PodDisruptionBudget", "ServiceAccount"];

    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static void Write(WorldPlan world, string output)
    {
        var sites = world.Sites.Where(site => site.Region.Topology.Aws.Compute == ComputeChoice.Kubernetes).ToList();
        if (sites.Count == 0)
        {
            return;
        }

        var folder = Path.Combine(output, Folder);
        CopyEmbedded(folder);
        foreach (var site in sites)
        {
            var own = Directory.CreateDirectory(Path.Combine(folder, $"{site.Region.Name}-{site.Name}")).FullName;
            File.WriteAllText(Path.Combine(own, "kustomization.yaml"), Overlay(site));
            File.WriteAllText(Path.Combine(own, "settings.env"), Lines(Settings(site)));
            File.WriteAllText(Path.Combine(own, "site.env"), Lines(new Dictionary<string, string>
            {
                ["STACK"] = WorldStack.NameOf(site, "Compute"),
                ["SITE"] = site.Name,
                ["CLUSTER"] = SiteCluster.NameOf(site.Region.Name),
            }));
        }
    }

    private static void CopyEmbedded(string folder)
    {
        var assembly = typeof(ManifestFiles).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith($"{Folder}/")))
        {
            var target = Path.Combine(folder, name[(Folder.Length + 1)..]);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            using var source = assembly.GetManifestResourceStream(name)!;
            using var file = File.Create(target);
            source.CopyTo(file);
        }

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path.Combine(folder, Script), (UnixFileMode)0b111_101_101);
        }
    }

    private static Dictionary<string, string> Settings(SitePlan site)
    {
        var settings = ServerSettings.Known(site);
        var (name, value) = ServerSettings.AwsRegion(site);
        settings[name] = value;
        return settings;
    }

    private static string Lines(IReadOnlyDictionary<string, string> settings) =>
        string.Concat(settings.Select(setting => $"{setting.Key}={setting.Value}\n"));

    private static string Overlay(SitePlan site)
    {
        var text = new StringBuilder(
            $"""
            # Site {site}. Written by ./domicile aws synth: change the topology instead.
            apiVersion: kustomize.config.k8s.io/v1beta1
            kind: Kustomization
            resources:
              - ../base
            configMapGenerator:
              - name: settings
                namespace: domicile
                envs: [settings.env, deployed.env]
            replacements:
              - source:
                  kind: ConfigMap
                  name: settings
                  fieldPath: data.DOMICILE_IMAGE
                targets:
                  - select:
                      kind: Deployment
                    fieldPaths: ["spec.template.spec.containers.[name=server].image"]
            patches:

            """);
        var max = FleetPlan.ApiMax(site).ToString(CultureInfo.InvariantCulture);
        Patch(text, ("HorizontalPodAutoscaler", "api"), $"replace, path: /spec/maxReplicas, value: {max}");
        var nodes = site.Region.Sites.Select(each => Addresses(each.Data.ToString()));
        Patch(text, ("NetworkPolicy", "data-nodes"), $"replace, path: /spec/egress, value: {Rules("to", nodes, 5432)}");
        Patch(
            text,
            ("NetworkPolicy", "load-balancers"),
            $"replace, path: /spec/ingress, value: {Rules("from", [Addresses(site.Service.ToString())], 8080)}");
        foreach (var kind in site.IsWriter ? [] : OfWorkers)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""
                  - target: { kind: {{kind}}, name: workers }
                    patch: |-
                      $patch: delete
                      kind: {{kind}}
                      metadata:
                        name: workers

                """);
        }

        return text.ToString();
    }

    private static void Patch(StringBuilder text, (string Kind, string Name) target, string operation) =>
        text.Append(CultureInfo.InvariantCulture, $$"""
              - target: { kind: {{target.Kind}}, name: {{target.Name}} }
                patch: |-
                  - { op: {{operation}} }

            """);

    private static string Addresses(string block) => $"{{ ipBlock: {{ cidr: {block} }} }}";

    private static string Rules(string direction, IEnumerable<string> peers, int port) => string.Create(
        CultureInfo.InvariantCulture,
        $"[{{ {direction}: [{string.Join(", ", peers)}], ports: [{{ protocol: TCP, port: {port} }}] }}]");
}
