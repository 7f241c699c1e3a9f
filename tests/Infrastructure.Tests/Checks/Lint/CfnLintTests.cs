using System.Text.Json;

namespace Domicile.Infrastructure.Tests.Checks.Lint;

public sealed class CfnLintTests
{
    [Fact]
    public async Task Nothing_in_a_template_is_wrong_and_each_warning_is_explained()
    {
        var findings = new List<LintFinding>();
        foreach (var site in SynthesizedWorlds.Templates.GroupBy(template => SiteOf(template.Key)))
        {
            findings.AddRange(await CfnLint.RunAsync(site, site.Key));
        }

        // The same mistake stands in every world and site; once is enough to read.
        var unexplained = findings
            .Where(finding => !ExplainedWarnings.All.Any(known => known.Explains(finding)))
            .DistinctBy(finding => (finding.Rule, finding.Path, finding.Message));
        Assert.True(!unexplained.Any(), string.Join('\n', unexplained));
        Assert.All(ExplainedWarnings.All, known => Assert.Contains(findings, known.Explains));
    }

    [Fact]
    public async Task A_planted_mistake_is_found_with_its_place()
    {
        var template = JsonElement.Parse(
            """{ "Resources": { "Fault": { "Type": "AWS::SQS::Queue", "Properties": { "DelaySecond": 3 } } } }""");
        var finding = Assert.Single(
            await CfnLint.RunAsync([KeyValuePair.Create("Planted", template)], "eu-west-1"));
        Assert.Equal(
            ("Planted", "E3002", "Error", "AWS::SQS::Queue"),
            (finding.Stack, finding.Rule, finding.Level, finding.Type));
        Assert.StartsWith("Resources/Fault", finding.Path, StringComparison.Ordinal);
    }

    /// <summary>AWS's schemas, which cfn-lint brings, refuse tags on what cannot have them.</summary>
    [Fact]
    public async Task A_type_that_is_listed_as_without_tags_is_given_none_by_AWS()
    {
        var types = UntaggedTypes.All.Append("AWS::SQS::Queue").ToList();
        var resources = types.Select((type, index) => (type, index)).ToDictionary(
            one => $"R{one.index}", one => new { Type = one.type, Properties = new { Tags = Array.Empty<string>() } });
        var template = JsonSerializer.SerializeToElement(new { Resources = resources });
        var findings = await CfnLint.RunAsync([KeyValuePair.Create("Planted", template)], "us-east-1");
        var untagged = findings
            .Where(finding => finding.Path.EndsWith("/Tags", StringComparison.Ordinal)
                && finding.Message.Contains("'Tags' was unexpected", StringComparison.Ordinal))
            .Select(finding => finding.Type);
        Assert.Equal(UntaggedTypes.All.Order(), untagged.Distinct().Order());
    }

    /// <summary>A stack is named after its AWS Region.</summary>
    private static string SiteOf(string stack) => string.Join('-', stack.Split('-')[2..5]);
}
