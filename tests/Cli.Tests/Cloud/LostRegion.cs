using System.Text.Json.Nodes;
using Domicile.Aws.Calls;
using Domicile.Local.Nodes;
using Domicile.Testing;

namespace Domicile.Cli.Tests.Cloud;

/// <summary>
/// A region of two sites in moto whose nodes are real: a primary in the one, a streaming replica in the other, as an
/// Aurora Global Database has them.
/// </summary>
internal sealed class LostRegion : IAsyncDisposable
{
    private const string Name = "los";
    private static readonly JsonService KeyService = new("kms", "TrentService", "1.1", "KMS");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("domicile-lost-");

    private LostRegion(RunNode writer, RunNode follower, Dictionary<string, string> variables)
    {
        (Writer, Follower, Variables) = (writer, follower, variables);
        (Old, New) = (MotoSite.Open("eu-west-1"), MotoSite.Open("eu-central-1"));
    }

    public RunNode Writer { get; }

    public RunNode Follower { get; }

    public Dictionary<string, string> Variables { get; }

    public MotoSite Old { get; }

    public MotoSite New { get; }

    /// <summary>Where the nodes are after the loss.</summary>
    public string NewPlace => Follower.Database("los_s1").Owner.Place;

    /// <summary>Set up, replicated, and described in both sites.</summary>
    public static async Task<LostRegion> MakeAsync()
    {
        var variables = await MotoSite.EnvironmentAsync();
        var writer = await RunNode.StartAsync("los-a", 100);
        var register = await writer.CreateDatabaseAsync("los_register");
        var keys = await writer.CreateDatabaseAsync("los_keys");
        var (s1, s2) = (await writer.CreateDatabaseAsync("los_s1"), await writer.CreateDatabaseAsync("los_s2"));
        await TestBooks.Of(Name, register, keys, [s1, s2]).SetUpAsync("0..30000", "30000..60000");
        var region = new LostRegion(writer, await writer.FollowAsync("los-b"), variables);
        foreach (var site in new[] { region.Old, region.New })
        {
            await PutAsync(site, "register", register);
            await PutAsync(site, "keys", keys);
            await PutAsync(site, "s1", s1);
            await PutAsync(site, "s2", s2);
            await site.PutSecretAsync($"domicile/{Name}/hash-key", string.Concat(Enumerable.Repeat("k4", 32)));
        }

        await region.MakeWrappingKeyAsync();
        return region;
    }

    /// <summary>A topology in which this site is the writer.</summary>
    public async Task<string> TopologyAsync(MotoSite writer)
    {
        var file = Path.Combine(folder.FullName, $"{writer.Name}.json");
        var other = writer == Old ? New : Old;
        await File.WriteAllTextAsync(
            file,
            $$"""
            { "version": 1, "platform": "aws",
              "regions": [{ "name": "{{Name}}",
                "sites": [{ "name": "{{writer.Name}}", "role": "writer" },
                          { "name": "{{other.Name}}", "role": "reader" }],
                "shards": [{ "name": "s1", "ranges": ["0..30000"] }, { "name": "s2", "ranges": ["30000..60000"] }] }],
              "central": { "site": "eu-west-1" } }
            """);
        return file;
    }

    /// <summary>Waits until the other site has all that the writer site has committed.</summary>
    public Task CatchUpAsync() => UntilAsync(async () => await TestSql.ScalarAsync<bool>(
        Writer.Database("postgres").Admin,
        "select coalesce(bool_and(replay_lsn >= pg_current_wal_flush_lsn()), false) from pg_stat_replication"));

    /// <summary>From now on what is committed does not reach the other site.</summary>
    public Task CutOffAsync() => UntilAsync(async () => await TestSql.ScalarAsync<bool>(
        Writer.Database("postgres").Admin,
        $"alter role {NodeRoles.Replication} nologin; "
        + "select count(pg_terminate_backend(pid)) = 0 from pg_stat_replication"));

    /// <summary>The writer site is gone, and AWS has made the other site's clusters the writers.</summary>
    public async Task LoseAsync()
    {
        await Writer.Node.KillAsync(CancellationToken.None);
        await NodeBootstrap.PromoteAsync(Follower.Node, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        Old.Dispose();
        New.Dispose();
        await Follower.Node.StopAsync(CancellationToken.None);
        folder.Delete(recursive: true);
    }

    private static Task PutAsync(MotoSite site, string node, TestDatabase database) => site.PutNodeAsync(
        Name, node, database.Owner, ("migrations", database.Owner), ("server", database.Server));

    private async Task MakeWrappingKeyAsync()
    {
        var made = await Old.CallAsync(KeyService, "CreateKey", new JsonObject { ["MultiRegion"] = true });
        var id = made.GetProperty("KeyMetadata").GetProperty("KeyId").GetString();
        await Old.CallAsync(
            KeyService, "ReplicateKey", new JsonObject { ["KeyId"] = id, ["ReplicaRegion"] = New.Name });

        // In moto a copy has its key's aliases too.
        await Old.CallAsync(
            KeyService,
            "CreateAlias",
            new JsonObject { ["AliasName"] = $"alias/domicile-{Name}-keys-1", ["TargetKeyId"] = id });
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await isSo())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, "It took too long.");
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }
    }
}
