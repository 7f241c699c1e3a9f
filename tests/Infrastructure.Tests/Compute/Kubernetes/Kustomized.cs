using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Domicile.Infrastructure.Compute.Kubernetes;

namespace Domicile.Infrastructure.Tests.Compute.Kubernetes;

/// <summary>What kubectl makes of a site's folder, as it would be applied.</summary>
internal static class Kustomized
{
    private const string HowToGetIt =
        "kubectl is not on PATH. Install it: see https://kubernetes.io/docs/tasks/tools/.";

    private const string Deployed =
        "DOMICILE_IMAGE=222222222221.dkr.ecr.eu-west-1.amazonaws.com/domicile-eu@sha256:abc\nDOMICILE_AUDIENCES=abc\n";

    /// <summary>Every object of one site of the four regions, in no order.</summary>
    public static async Task<IReadOnlyList<JsonElement>> OfAsync(string site)
    {
        Require();
        var cancellation = TestContext.Current.CancellationToken;
        var output = Directory.CreateTempSubdirectory("domicile-manifests-").FullName;
        try
        {
            ManifestFiles.Write(Synthesized.FourRegions.World, output);
            var folder = Path.Combine(output, "kubernetes", site);
            await File.WriteAllTextAsync(Path.Combine(folder, "deployed.env"), Deployed, cancellation);
            var built = Path.Combine(output, "built.yaml");
            await File.WriteAllTextAsync(built, await RunAsync("kustomize", folder), cancellation);
            return Split(await RunAsync("annotate", "--local", "-f", built, "-o", "json", "domicile/read=yes"));
        }
        finally
        {
            Directory.Delete(output, recursive: true);
        }
    }

    private static void Require()
    {
        var found = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
            .Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, "kubectl")));
        if (!found && Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail(HowToGetIt);
        }

        Assert.SkipUnless(found, HowToGetIt);
    }

    private static async Task<string> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("kubectl", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var kubectl = Process.Start(start)!;
        var cancellation = TestContext.Current.CancellationToken;
        var errors = kubectl.StandardError.ReadToEndAsync(cancellation);
        var said = await kubectl.StandardOutput.ReadToEndAsync(cancellation);
        await kubectl.WaitForExitAsync(cancellation);
        Assert.True(kubectl.ExitCode == 0, await errors);
        return said;
    }

    /// <summary>kubectl writes one object after the other.</summary>
    private static List<JsonElement> Split(string text)
    {
        var things = new List<JsonElement>();
        var bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { AllowMultipleValues = true });
        while (reader.Read())
        {
            things.Add(JsonElement.ParseValue(ref reader));
        }

        return [.. things.Select(WithoutMark)];
    }

    /// <summary>
    /// kubectl writes JSON only of what it changes, so it sets a mark, which is no part of the manifest.
    /// </summary>
    private static JsonElement WithoutMark(JsonElement thing)
    {
        var node = JsonNode.Parse(thing.GetRawText())!;
        node["metadata"]!.AsObject().Remove("annotations");
        return JsonSerializer.SerializeToElement(node);
    }
}
