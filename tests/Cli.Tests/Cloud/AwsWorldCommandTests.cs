using Domicile.Cli.Tests.Commands;
using Domicile.Testing;

namespace Domicile.Cli.Tests.Cloud;

/// <summary>The figures of a central database of this machine, which moto says is the world's.</summary>
public sealed class AwsWorldCommandTests : IDisposable
{
    private const string Site = "eu-north-1";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("domicile-aws-world-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task It_shows_nothing_before_anything_was_told_and_then_what_was_told()
    {
        var environment = await MotoSite.EnvironmentAsync();
        var central = (await TestNode.CreateWorldDatabaseAsync()).Owner;
        using var site = MotoSite.Open(Site);
        await site.PutNodeAsync("central", "central", central, ("migrations", central));
        var topology = await TopologyAsync(Site);
        using var migrated = await CommandRun.RunInAsync(
            environment, "aws", "migrate", "central", "--topology", topology);
        string[] world = ["aws", "world", "--topology", topology];

        using var empty = await CommandRun.RunInAsync(environment, world);
        await TestSql.RunAsync(
            central,
            """
            insert into central.folded_figure values ('eu/s1', 'external', 'EUR', '2026-02-03', 4, 93000, 3, 300, 0, 0);
            insert into central.folded_users values ('eu/s1', 7);
            insert into central.folded_stream (
                shard, epoch, batch, total, xid, position, as_of, told_batch, told_total, told_waiting)
            values ('eu/s1', 2, 5, 7, '900', 7, '2026-02-03 04:05:06Z', 5, 7, 1)
            """);
        using var told = await CommandRun.RunInAsync(environment, world);
        using var forPrograms = await CommandRun.RunInAsync(environment, [.. world, "--json"]);

        Assert.Equal((0, ""), (migrated.ExitCode, migrated.Errors));
        Assert.Equal((0, ""), (empty.ExitCode, empty.Errors));
        Assert.Contains("Some shard has told nothing yet.", empty.Output, StringComparison.Ordinal);
        Assert.Contains("As of 2026-02-03 04:05:06.000 UTC.", told.Output, StringComparison.Ordinal);
        Assert.Matches(@"eu\s+EUR\s+2026-02-03\s+4\s+93000 minor units\s+3\s+300 minor units", told.Output);
        Assert.Matches(@"eu/s1\s+2\s+5\s+1\s+[0-9.]+", told.Output);
        Assert.Equal(7, forPrograms.Json.GetProperty("users")[0].GetProperty("count").GetInt64());
    }

    [Fact]
    public async Task A_centre_that_is_not_there_is_said_with_whose_credentials_are_needed()
    {
        using var run = await CommandRun.RunInAsync(
            await MotoSite.EnvironmentAsync(), "aws", "world", "--topology", await TopologyAsync("eu-south-1"));

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains(
            "The parameter /domicile/central/nodes/central is missing in eu-south-1. "
            + "Run it with the credentials of central's migrations.",
            run.Errors,
            StringComparison.Ordinal);
    }

    private async Task<string> TopologyAsync(string site)
    {
        var file = Path.Combine(folder.FullName, "domicile.json");
        await File.WriteAllTextAsync(file, """
            { "version": 1, "platform": "aws",
              "regions": [{ "name": "eu", "sites": [{ "name": "SITE", "role": "writer" }],
                "shards": [{ "name": "s1", "ranges": ["0..30000"], "replicas": 0 }] }],
              "central": { "site": "SITE" } }
            """.Replace("SITE", site, StringComparison.Ordinal));
        return file;
    }
}
