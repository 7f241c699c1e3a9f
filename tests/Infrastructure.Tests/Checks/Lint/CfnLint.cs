using System.Diagnostics;
using System.Text.Json;

namespace Domicile.Infrastructure.Tests.Checks.Lint;

/// <summary>
/// AWS's linter for templates, from PATH or from where <c>./domicile test</c> installs it. A test that needs it is
/// skipped without it, except in CI.
/// </summary>
internal static class CfnLint
{
    private const string HowToGetIt =
        "cfn-lint, which reads templates as AWS does, is not there. ./domicile test installs it where pip works, and "
        + "so does: pip install cfn-lint==1.51.0. Then cfn-lint has to be on PATH.";

    /// <summary>Lints templates for one AWS Region, without asking anybody.</summary>
    /// <param name="templates">By the name of the stack.</param>
    public static async Task<IReadOnlyList<LintFinding>> RunAsync(
        IEnumerable<KeyValuePair<string, JsonElement>> templates, string awsRegion)
    {
        var program = Find();
        var folder = Directory.CreateTempSubdirectory("domicile-lint-").FullName;
        try
        {
            var files = new Dictionary<string, KeyValuePair<string, JsonElement>>();
            foreach (var template in templates)
            {
                var file = Path.Combine(folder, $"{files.Count}-{template.Key}.json");
                await File.WriteAllTextAsync(file, template.Value.GetRawText(), TestContext.Current.CancellationToken);
                files[file] = template;
            }

            var said = await StartAsync(program, ["--format", "json", "--regions", awsRegion, "--", .. files.Keys]);
            return [.. said.EnumerateArray().Select(finding => Read(finding, files))];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Find()
    {
        var found = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
            .Split(Path.PathSeparator)
            .Append(Path.Combine(Synthesized.RepositoryRoot, "artifacts", "aws", "lint", "bin"))
            .Select(folder => Path.Combine(folder, "cfn-lint"))
            .FirstOrDefault(File.Exists);
        if (found is null && Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail(HowToGetIt);
        }

        Assert.SkipWhen(found is null, HowToGetIt);
        return found!;
    }

    /// <summary>What it says; its exit code is only a sum of the levels found.</summary>
    private static async Task<JsonElement> StartAsync(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = Path.GetTempPath(),
        };
        using var lint = Process.Start(start)!;
        var cancellation = TestContext.Current.CancellationToken;
        var errors = lint.StandardError.ReadToEndAsync(cancellation);
        var said = await lint.StandardOutput.ReadToEndAsync(cancellation);
        await lint.WaitForExitAsync(cancellation);
        try
        {
            return JsonElement.Parse(said);
        }
        catch (JsonException e)
        {
            throw new InvalidOperationException($"cfn-lint said nothing that can be read: {said}{await errors}", e);
        }
    }

    private static LintFinding Read(JsonElement said, Dictionary<string, KeyValuePair<string, JsonElement>> files)
    {
        var template = files[said.GetProperty("Filename").GetString()!];
        var path = said.GetProperty("Location").GetProperty("Path") is { ValueKind: JsonValueKind.Array } steps
            ? steps.EnumerateArray().Select(step => step.ToString()).ToList()
            : [];
        var isResource = path is ["Resources", _, ..];
        return new LintFinding(
            template.Key,
            said.GetProperty("Rule").GetProperty("Id").GetString()!,
            said.GetProperty("Level").GetString()!,
            string.Join('/', path))
        {
            Message = said.GetProperty("Message").GetString()!,
            Type = isResource
                ? template.Value.GetProperty("Resources").GetProperty(path[1]).GetProperty("Type").GetString()!
                : string.Empty,
        };
    }
}
