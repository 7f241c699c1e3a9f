using System.Diagnostics;
using Domicile.Infrastructure.Tests.Checks;

namespace Domicile.Infrastructure.Tests.Operations;

/// <summary>The function that counts Trusted Advisor's checks, against a support API on 127.0.0.1.</summary>
public sealed class AdvisorTests
{
    private const string Tests = "advisor.test.js";

    [Fact]
    public async Task The_function_counts_checks_and_says_when_there_is_no_plan()
    {
        var folder = Path.Combine(Synthesized.RepositoryRoot, "tests", "Infrastructure.Tests", "Operations");
        var start = new ProcessStartInfo("node", ["--test", Path.Combine(folder, Tests)])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
            Environment =
            {
                ["ADVISOR"] = Path.Combine(
                    Synthesized.RepositoryRoot, "src", "Infrastructure", "Operations", "Advisor", "advisor.js"),
            },
        };
        using var node = Process.Start(start)!;
        var said = await node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(node.ExitCode == 0, said);
        Assert.Contains("pass 3", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_account_has_one_with_the_code_that_was_tested()
    {
        var functions = Resource.Of(Synthesized.FourRegions.Templates)
            .Where(one => one.Type == "AWS::Lambda::Function" && one.Id == "Advisor")
            .ToList();
        Assert.Equal(5, functions.Count);
        Assert.All(functions, function => Assert.Contains(
            "SubscriptionRequiredException",
            function.Properties.GetProperty("Code").GetProperty("ZipFile").GetString(),
            StringComparison.Ordinal));
    }
}
