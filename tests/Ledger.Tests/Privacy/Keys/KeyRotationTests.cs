using Domicile.Ledger.Privacy.Keys;
using Domicile.Ledger.Privacy.Keys.Rotation;
using Domicile.Sharding.Users;
using Npgsql;

namespace Domicile.Ledger.Tests.Privacy.Keys;

public sealed class KeyRotationTests : IAsyncLifetime
{
    private static readonly DateOnly Document = new(2036, 12, 31);
    private static readonly UserId[] Users = [.. Enumerable.Range(1, 1200).Select(number => new UserId("eu", number))];

    private TestKeys region = null!;

    public async ValueTask InitializeAsync() => region = await TestKeys.CreateAsync();

    public ValueTask DisposeAsync() => region.DisposeAsync();

    [Fact]
    public async Task All_keys_are_wrapped_anew_and_open_what_they_sealed_and_the_old_generation_is_gone()
    {
        var texts = await region.SealAsync(region.OpenUsers(), Users);
        using var document = (await region.OpenDocuments().FindOrMakeAsync(Document, CancellationToken.None))!;
        await region.RunAsync("update keys.user_key set fingerprint = null where user_number = 1");
        var oldRow = await region.ReadAsync<byte[]>("select wrapped from keys.user_key where user_number = 1");

        var report = await RotateAsync();

        Assert.Equal((2, 1200, 1, 0, false), (
            report.Generation.Number, report.UserKeys, report.DocumentKeys, report.LostKeys, report.WasResumed));
        Assert.Equal([1], report.Destroyed.Select(old => old.Number));
        await AssertOpenAsync(texts);
        using var again = (await region.OpenDocuments().FindAsync(Document, CancellationToken.None))!;
        Assert.True(document.Bytes.SequenceEqual(again.Bytes));
        Assert.Equal(0, await region.ReadAsync<long>("select count(*) from keys.user_key where fingerprint is null"));
        Assert.True(await region.ReadAsync<bool>(
            "select destroyed_at >= retired_at from keys.generation where generation = 1"));
        await Assert.ThrowsAsync<WrappingKeyMissingException>(() => region.Books.WrappingKeys.UnwrapAsync(
            1, oldRow, "eu-1/key/1", CancellationToken.None).AsTask());
    }

    [Fact]
    public async Task Killed_after_any_step_it_is_finished_by_the_next_one_and_nothing_is_lost()
    {
        var texts = await region.SealAsync(region.OpenUsers(), Users);
        for (var steps = 1; ; steps++)
        {
            // Each time a rotation of its own, killed after one step more than the last.
            var isKilled = await IsKilledAsync(steps);
            await AssertOpenAsync(texts);
            await region.SealAsync(region.OpenUsers(), new UserId("eu", 10_000 + steps));

            await RotateAsync();

            await AssertOpenAsync(texts);
            Assert.Single(await region.Books.WrappingKeys.ListAsync(CancellationToken.None));
            Assert.Equal(1, await region.ReadAsync<long>(
                "select count(*) from keys.generation where destroyed_at is null"));
            if (!isKilled)
            {
                // Made, opened, three batches of users, one count, destroyed, noted.
                Assert.Equal(9, steps);
                break;
            }
        }
    }

    [Fact]
    public async Task An_interrupted_one_is_finished_without_another_generation()
    {
        await region.SealAsync(region.OpenUsers(), Users[..3]);
        Assert.True(await IsKilledAsync(2));

        var report = await RotateAsync();

        Assert.Equal((2, true), (report.Generation.Number, report.WasResumed));
    }

    [Fact]
    public async Task Users_who_come_meanwhile_on_servers_that_have_not_heard_of_it_are_wrapped_by_the_new_one()
    {
        var server = region.OpenUsers();
        var texts = await region.SealAsync(server, Users[..600]);
        var late = new List<byte[]>();

        await RotateAsync(step =>
        {
            if (step.Step != RotationStep.GenerationOpened)
            {
                var user = Users[600 + late.Count];
                late.AddRange(Task.Run(() => region.SealAsync(server, user)).GetAwaiter().GetResult());
            }
        });

        Assert.Equal(6, late.Count);
        await AssertOpenAsync([.. texts, .. late]);
        Assert.Equal(606, await region.ReadAsync<long>("select count(*) from keys.user_key where generation = 2"));
    }

    [Fact]
    public async Task A_server_that_slept_through_a_whole_rotation_makes_keys_all_the_same()
    {
        var server = region.OpenUsers();
        var texts = await region.SealAsync(server, Users[0]);
        await RotateAsync();

        await AssertOpenAsync([.. texts, .. await region.SealAsync(server, Users[1])]);
    }

    [Fact]
    public async Task A_server_that_read_a_row_just_before_it_was_wrapped_anew_reads_it_again()
    {
        var texts = await region.SealAsync(region.OpenUsers(), Users[0]);
        var between = new BetweenReadAndUnwrap(region.Books.WrappingKeys, () => RotateAsync());
        using var server = new UserKeys(region.Database, between, region.Time);

        using var key = await server.FindAsync(Users[0], CancellationToken.None);

        Assert.Equal("eu-1", key!.Open("name", texts[0]));
    }

    [Fact]
    public async Task A_key_that_does_not_open_keeps_the_old_generation_from_being_destroyed()
    {
        var texts = await region.SealAsync(region.OpenUsers(), Users[..3]);
        var whole = Convert.ToHexString(await region.ReadAsync<byte[]>(
            "select wrapped from keys.user_key where user_number = 2"));
        await region.RunAsync("update keys.user_key set wrapped = '\\x00' where user_number = 2");

        var refused = await Assert.ThrowsAsync<RotationException>(() => RotateAsync());

        Assert.Contains("key 2 does not open under generation 1", refused.Message, StringComparison.Ordinal);
        Assert.Equal(2, (await region.Books.WrappingKeys.ListAsync(CancellationToken.None)).Count);
        await region.RunAsync($"update keys.user_key set wrapped = '\\x{whole}' where user_number = 2");
        Assert.True((await RotateAsync()).WasResumed);
        await AssertOpenAsync(texts);
    }

    [Fact]
    public async Task An_erased_users_key_is_in_no_generation()
    {
        var keys = region.OpenUsers();
        await region.SealAsync(keys, Users[..3]);
        var wrapped = await region.ReadAsync<byte[]>("select wrapped from keys.user_key where user_number = 2");

        var report = await RotateAsync(step =>
        {
            if (step.Step == RotationStep.GenerationOpened)
            {
                Task.Run(() => keys.DestroyAsync(Users[1], 1, CancellationToken.None).AsTask()).Wait();
            }
        });

        Assert.Equal(2, report.UserKeys);
        Assert.Null(await region.OpenUsers().FindAsync(Users[1], CancellationToken.None));
        foreach (var generation in await region.Books.WrappingKeys.ListAsync(CancellationToken.None))
        {
            await Assert.ThrowsAnyAsync<Exception>(() => region.Books.WrappingKeys.UnwrapAsync(
                generation.Number, wrapped, "eu-2/key/1", CancellationToken.None).AsTask());
        }
    }

    [Fact]
    public async Task Two_at_once_are_one_too_many()
    {
        await region.SealAsync(region.OpenUsers(), Users[..3]);
        Exception? second = null;

        await RotateAsync(_ =>
            second ??= Record.Exception(() => Task.Run(() => RotateAsync()).GetAwaiter().GetResult()));

        Assert.Contains("under way", Assert.IsType<RotationException>(second).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_is_due_when_the_generation_is_too_old_or_an_earlier_one_was_cut_short()
    {
        await region.SealAsync(region.OpenUsers(), Users[..3]);
        var now = TimeProvider.System.GetUtcNow();
        Assert.Null(await RotateIfDueAsync(now.AddDays(-90)));
        Assert.Equal(2, (await RotateIfDueAsync(now.AddDays(1)))!.Generation.Number);
        Assert.Null(await RotateIfDueAsync(now.AddDays(-90)));

        Assert.True(await IsKilledAsync(2));
        Assert.Equal((3, true), await RotateIfDueAsync(now.AddDays(-90)) is { } done
            ? (done.Generation.Number, done.WasResumed)
            : (0, false));
    }

    [Fact]
    public async Task Without_a_user_there_is_a_generation_to_rotate_too()
    {
        Assert.Equal(2, (await RotateAsync()).Generation.Number);
        await AssertOpenAsync(await region.SealAsync(region.OpenUsers(), Users[..1]));
        Assert.Equal(3, (await RotateAsync()).Generation.Number);
    }

    private async Task<RotationReport> RotateAsync(Action<RotationProgress>? hear = null)
    {
        await using var connection = new NpgsqlConnection(region.Books.KeysOwner.PatientConnectionString("rotation"));
        await connection.OpenAsync();
        return await new KeyRotation(connection, region.Books.WrappingKeys, "eu", new Ear(hear ?? (_ => { })))
            .RunAsync(CancellationToken.None);
    }

    private async Task<RotationReport?> RotateIfDueAsync(DateTimeOffset madeBy)
    {
        await using var connection = new NpgsqlConnection(region.Books.KeysOwner.PatientConnectionString("rotation"));
        await connection.OpenAsync();
        return await new KeyRotation(connection, region.Books.WrappingKeys, "eu")
            .RunIfDueAsync(madeBy, CancellationToken.None);
    }

    private async Task<bool> IsKilledAsync(int afterSteps)
    {
        var steps = 0;
        try
        {
            await RotateAsync(_ =>
            {
                if (++steps == afterSteps)
                {
                    throw new OperationCanceledException("killed");
                }
            });
            return false;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }

    private async Task AssertOpenAsync(byte[][] texts)
    {
        var fresh = region.OpenUsers();
        for (var i = 0; i < texts.Length; i++)
        {
            using var key = await fresh.FindAsync(Users[i], CancellationToken.None);
            Assert.Equal($"{Users[i]}", key!.Open("name", texts[i]));
        }
    }

    private sealed class Ear(Action<RotationProgress> hear) : IProgress<RotationProgress>
    {
        public void Report(RotationProgress value) => hear(value);
    }

    /// <summary>Lets something happen after a row was read and before its key is unwrapped, once.</summary>
    private sealed class BetweenReadAndUnwrap(IWrappingKeys inner, Func<Task> happens) : IWrappingKeys
    {
        private bool hasHappened;

        public ValueTask<IReadOnlyList<WrappingGeneration>> ListAsync(CancellationToken cancellation) =>
            inner.ListAsync(cancellation);

        public ValueTask<byte[]> WrapAsync(
            int generation, ReadOnlyMemory<byte> key, string place, CancellationToken cancellation) =>
            inner.WrapAsync(generation, key, place, cancellation);

        public async ValueTask<byte[]> UnwrapAsync(
            int generation, ReadOnlyMemory<byte> wrapped, string place, CancellationToken cancellation)
        {
            if (!hasHappened)
            {
                hasHappened = true;
                await happens();
            }

            return await inner.UnwrapAsync(generation, wrapped, place, cancellation);
        }

        public ValueTask<WrappingGeneration> MakeAsync(int generation, CancellationToken cancellation) =>
            inner.MakeAsync(generation, cancellation);

        public TimeSpan DestructionMax => inner.DestructionMax;

        public ValueTask<DateTimeOffset> DestroyAsync(int generation, CancellationToken cancellation) =>
            inner.DestroyAsync(generation, cancellation);
    }
}
