using System.Net;
using System.Net.Sockets;
using Domicile.Testing;

namespace Domicile.Cli.Tests.Commands;

public sealed class DemoCommandTests : IDisposable
{
    private const string Topology = """
        {
          "version": 1,
          "regions": [
            {
              "name": "eu",
              "sites": [{ "name": "eu-west-1", "role": "writer" }],
              "shards": [{ "name": "s1", "ranges": ["0..30000"], "replicas": 1 }]
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

    private readonly DirectoryInfo parent = Directory.CreateTempSubdirectory("domicile-demo-");

    public void Dispose() => parent.Delete(recursive: true);

    [Fact]
    public async Task A_demo_proves_a_banks_book_ends_with_0_and_a_second_one_doubles_nothing()
    {
        var topology = Path.Combine(parent.FullName, "domicile.json");
        await File.WriteAllTextAsync(topology, Topology, TestContext.Current.CancellationToken);
        string[] demo =
        [
            "demo", "--exit", "--json", "--topology", topology, "--data", Path.Combine(parent.FullName, "world"),
            "--port", $"{TwoFreePorts()}",
        ];

        foreach (var repeated in new[] { 0, 14_827 })
        {
            using var run = await CommandRun.RunAsync(demo);

            Assert.Equal(0, run.ExitCode);
            Assert.True(run.Json.GetProperty("isProven").GetBoolean());
            Assert.Equal(14_827, run.Json.GetProperty("balancesMet").GetInt32());
            Assert.Equal(repeated, run.Json.GetProperty("repeated").GetInt32());
            Assert.Equal(421, run.Json.GetProperty("refusal").GetProperty("status").GetInt32());
            var shards = run.Json.GetProperty("shards").EnumerateArray().ToList();
            Assert.Equal(177, shards.Sum(s => s.GetProperty("users").GetInt32()));

            // Two of them went around the world, with a row on each side.
            Assert.Equal(14_831, shards.Sum(s => s.GetProperty("transfers").GetInt32()));
            Assert.Equal(
                ["completed", "completed"],
                run.Json.GetProperty("tour").EnumerateArray().Select(step => step.GetProperty("state").GetString()));
            Assert.Equal(7_619_196.00m, shards.Sum(s => decimal.Parse(s.GetProperty("sum").GetString()!)));
            Assert.Contains("world has stopped", run.Errors);
        }
    }

    /// <summary>The lower of two free ports side by side: one for each region's server.</summary>
    private static int TwoFreePorts()
    {
        for (var tryCount = 0; tryCount < 100; tryCount++)
        {
            var port = TestNode.FreePort();
            using var next = new TcpListener(IPAddress.Loopback, port + 1);
            try
            {
                next.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken; another pair will be free.
                continue;
            }
        }

        throw new InvalidOperationException("There are no two free ports side by side.");
    }
}
