using System.Diagnostics;
using Domicile.Sharding.Topology;
using Domicile.Testing;
using Npgsql;

namespace Domicile.Sharding.Tests.Samples;

public sealed class OnlyShardingTests
{
    [Fact]
    public async Task A_strangers_table_is_sharded_with_the_library_alone_and_as_its_page_says()
    {
        var addresses = new List<NodeAddress>();
        for (var i = 0; i < 3; i++)
        {
            addresses.Add((await TestNode.CreateWorldDatabaseAsync()).Owner);
        }

        var first = await RunAsync(addresses);
        var second = await RunAsync(addresses);

        Assert.Equal(PrintedOnThePage(), first);
        Assert.Equal(first, second);
        Assert.Equal(
            "Emmy was here, Sofia was here",
            await TestSql.ScalarAsync<string>(
                addresses[2], "select string_agg(text, ', ' order by user_number) from notes"));
    }

    private static async Task<string> RunAsync(IEnumerable<NodeAddress> addresses)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "OnlySharding.dll"));
        foreach (var address in addresses)
        {
            start.ArgumentList.Add(new NpgsqlConnectionStringBuilder
            {
                Host = address.Host,
                Port = address.Port,
                Database = address.Database,
                Username = address.User,
                Password = address.Password,
            }.ConnectionString);
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal("", await errors);
        Assert.Equal(0, process.ExitCode);
        return output.Trim();
    }

    /// <summary>What the sample's README promises, so that it cannot rot.</summary>
    private static string PrintedOnThePage()
    {
        var page = File.ReadAllText(
            Path.Combine(Topology.TopologyExamples.RepositoryRoot, "samples/only-sharding/README.md"));
        var printed = page.Split("It prints:")[1].Split("Run it again")[0];
        return string.Join('\n', printed.Split('\n').Select(line => line.Trim())).Trim();
    }
}
