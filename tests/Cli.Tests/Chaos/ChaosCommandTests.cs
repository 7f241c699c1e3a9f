using Domicile.Cli.Tests.Commands;

namespace Domicile.Cli.Tests.Chaos;

public sealed class ChaosCommandTests : IDisposable
{
    private const string Topology = """
        {
          "version": 1,
          "regions": [
            {
              "name": "eu",
              "sites": [{ "name": "eu-west-1", "role": "writer" }, { "name": "eu-west-3", "role": "reader" }],
              "shards": [
                { "name": "s1", "ranges": ["0..30000"], "replicas": 1 },
                { "name": "s2", "ranges": ["30000..60000"], "replicas": 0 }
              ]
            },
            {
              "name": "us",
              "sites": [{ "name": "us-east-1", "role": "writer" }],
              "shards": [{ "name": "s1", "ranges": ["0..30000"], "replicas": 0 }]
            }
          ],
          "central": { "site": "eu-west-1" }
        }
        """;

    private readonly DirectoryInfo parent = Directory.CreateTempSubdirectory("domicile-chaos-test-");

    public void Dispose() => parent.Delete(recursive: true);

    [Fact]
    public async Task A_world_that_is_killed_frozen_and_cut_under_load_has_lost_and_doubled_nothing()
    {
        var topology = Path.Combine(parent.FullName, "domicile.json");
        await File.WriteAllTextAsync(topology, Topology, TestContext.Current.CancellationToken);
        using var run = await CommandRun.RunAsync(
            "chaos", "--minutes", "0.25", "--seed", "11", "--json", "--topology", topology);

        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        var found = run.Json;
        foreach (var count in new[] { "lost", "appliedTwice", "unbalanced", "unsettled", "readBackInTime" })
        {
            Assert.Equal(0, found.GetProperty(count).GetInt32());
        }

        Assert.True(found.GetProperty("isWhole").GetBoolean());
        Assert.InRange(found.GetProperty("acknowledged").GetInt32(), 100, int.MaxValue);
        Assert.InRange(found.GetProperty("faultCount").GetInt32(), 15, 25);
        Assert.True(found.GetProperty("reads").GetProperty("ofReplicas").GetInt32() > 0);
        Assert.False(Directory.Exists(found.GetProperty("folder").GetString()));
    }

    [Theory]
    [InlineData("--minutes", "0")]
    [InlineData("--minutes", "x")]
    [InlineData("--seed", "-1")]
    public async Task What_cannot_be_done_is_refused(string option, string value)
    {
        using var run = await CommandRun.RunAsync("chaos", option, value);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(option, run.Errors, StringComparison.Ordinal);
    }
}
