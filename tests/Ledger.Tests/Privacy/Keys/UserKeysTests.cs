using Domicile.Ledger.Privacy.Keys;
using Domicile.Local.Keys;
using Domicile.Sharding.Users;
using Domicile.Testing;
using Npgsql;

namespace Domicile.Ledger.Tests.Privacy.Keys;

public sealed class UserKeysTests : IAsyncLifetime
{
    private static readonly UserId Anna = new("eu", 1);
    private static readonly UserId Boris = new("eu", 2);

    private TestKeys region = null!;

    public async ValueTask InitializeAsync() => region = await TestKeys.CreateAsync();

    public ValueTask DisposeAsync() => region.DisposeAsync();

    [Fact]
    public async Task A_destroyed_key_is_recorded_once_and_never_made_again()
    {
        var keys = region.OpenUsers();
        await region.SealAsync(keys, Anna, Boris);
        var fingerprint = await region.ReadAsync<string>(
            "select encode(fingerprint, 'hex') from keys.user_key where user_number = 1");

        var destroyed = await keys.DestroyAsync(Anna, 1, CancellationToken.None);
        var again = await region.OpenUsers().DestroyAsync(Anna, 1, CancellationToken.None);

        Assert.Equal((1, fingerprint), (destroyed!.Generation, destroyed.Fingerprint));
        Assert.Equal(destroyed, again);
        Assert.Null(await keys.FindAsync(Anna, CancellationToken.None));
        Assert.Null(await keys.MakeAsync(Anna, CancellationToken.None));
        Assert.NotNull(await keys.FindAsync(Boris, CancellationToken.None));
        Assert.Equal(1, await region.ReadAsync<long>("select erasure_number from keys.applied_erasure"));
        Assert.Equal(1, await region.ReadAsync<long>("select count(*) from keys.user_key"));
    }

    [Fact]
    public async Task Erasures_are_applied_in_their_order_and_one_without_a_key_counts_too()
    {
        var keys = region.OpenUsers();
        await region.SealAsync(keys, Boris);

        var early = await Assert.ThrowsAsync<PostgresException>(
            () => keys.DestroyAsync(Boris, 2, CancellationToken.None).AsTask());
        Assert.Equal(PostgresErrorCodes.ObjectNotInPrerequisiteState, early.SqlState);
        Assert.NotNull(await keys.FindAsync(Boris, CancellationToken.None));

        Assert.Null(await keys.DestroyAsync(Anna, 1, CancellationToken.None));
        Assert.NotNull(await keys.DestroyAsync(Boris, 2, CancellationToken.None));
        Assert.Null(await keys.DestroyAsync(Anna, 1, CancellationToken.None));
        Assert.Null(await keys.MakeAsync(Anna, CancellationToken.None));
        Assert.Equal(2, await region.ReadAsync<long>("select erasure_number from keys.applied_erasure"));
    }

    [Fact]
    public async Task A_key_is_gone_from_another_servers_memory_after_its_lifetime_though_nobody_tells_it()
    {
        var keys = region.OpenUsers();
        var other = region.OpenUsers();
        await region.SealAsync(keys, Anna);
        using (await other.FindAsync(Anna, CancellationToken.None))
        {
            await keys.DestroyAsync(Anna, 1, CancellationToken.None);
        }

        using var still = await other.FindAsync(Anna, CancellationToken.None);
        Assert.NotNull(still);
        region.Time.Pass(UserKeys.Lifetime);
        Assert.Null(await other.FindAsync(Anna, CancellationToken.None));
        Assert.True(UserKeys.Lifetime + UserKeys.SweepPause <= TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task What_was_forgotten_is_read_again_at_every_use_as_long_as_it_is_there()
    {
        var keys = region.OpenUsers();
        await region.SealAsync(keys, Anna);

        keys.Forget(Anna);

        using (var read = await keys.FindAsync(Anna, CancellationToken.None))
        {
            Assert.NotNull(read);
        }

        await region.RunAsync("delete from keys.user_key");
        Assert.Null(await keys.FindAsync(Anna, CancellationToken.None));
    }

    [Fact]
    public async Task A_retired_generation_wraps_nothing_new_on_a_server_that_had_not_heard_of_it()
    {
        var keys = region.OpenUsers();
        await region.SealAsync(keys, Anna);
        var next = await region.Books.WrappingKeys.MakeAsync(2, CancellationToken.None);
        await region.RunAsync(
            "update keys.generation set retired_at = clock_timestamp();"
            + $"insert into keys.generation (generation, fingerprint) values (2, '\\x{next.Fingerprint}')");

        await region.SealAsync(keys, Boris);

        Assert.Equal(2, await region.ReadAsync<int>("select generation from keys.user_key where user_number = 2"));
        Assert.Equal(1, await region.ReadAsync<int>("select generation from keys.user_key where user_number = 1"));
    }

    [Fact]
    public async Task A_generation_whose_file_is_lost_or_another_one_wraps_nothing()
    {
        await region.SealAsync(region.OpenUsers(), Anna);
        var others = new KeyFolder(TestNode.NewFolder("other-keys"));
        using var strange = new UserKeys(region.Database, others, region.Time);
        await RefusedAsync();

        await others.MakeAsync(1, CancellationToken.None);
        await RefusedAsync();

        async Task RefusedAsync()
        {
            var missing = await Assert.ThrowsAsync<WrappingKeyMissingException>(
                () => strange.MakeAsync(Boris, CancellationToken.None).AsTask());
            Assert.Equal(1, missing.Generation);
        }
    }

    [Fact]
    public async Task A_server_changes_keys_through_functions_only()
    {
        await region.SealAsync(region.OpenUsers(), Anna);
        foreach (var sql in new[]
        {
            "delete from keys.user_key",
            "update keys.user_key set wrapped = ''",
            "insert into keys.user_key select 9, 1, '', now(), ''",
            "delete from keys.destroyed_key",
            "update keys.generation set retired_at = null",
            "update keys.applied_erasure set erasure_number = 9",
            "update keys.document_key set wrapped = null",
        })
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(
                () => TestSql.RunAsync(region.Books.Keys, sql));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        }
    }
}
