using System.Diagnostics;

namespace Domicile.Infrastructure.Tests.Edge;

/// <summary>
/// Runs the tests of the functions at the edge: viewer-request.test.mjs on the event viewer-request.json, and
/// origin-response.test.mjs on origin-response.json.
/// </summary>
public sealed class EdgeFunctionsTests
{
    private static readonly string Folder =
        Path.Combine(Synthesized.RepositoryRoot, "tests", "Infrastructure.Tests", "Edge", "functions");

    [Theory]
    [InlineData("viewer-request.test.mjs", 4)]
    [InlineData("origin-response.test.mjs", 39)]
    public async Task A_function_at_the_edge_passes_its_own_tests(string file, int count)
    {
        var start = new ProcessStartInfo("node", ["--test", "--test-reporter", "tap", Path.Combine(Folder, file)])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var node = Process.Start(start)!;
        var said = await node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(node.ExitCode == 0, said);
        Assert.Contains($"# pass {count}\n", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_function_fits_into_a_template()
    {
        var files = Directory.GetFiles(Path.Combine(Synthesized.RepositoryRoot, "deploy", "edge"), "*.js");
        Assert.Equal(2, files.Length);
        Assert.All(files, file => Assert.InRange(File.ReadAllText(file).Length, 1, 4_096));
    }
}
