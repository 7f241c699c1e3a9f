using Domicile.Ledger.Privacy.Erasure.Orders;
using Domicile.Ledger.Privacy.Erasure.Steps;
using Domicile.Ledger.Tests.Users;
using Domicile.Ledger.Transfers;
using Domicile.Testing;
using Npgsql;

namespace Domicile.Ledger.Tests.Privacy.Erasure;

public sealed class ErasurePassTests : IAsyncLifetime
{
    private const string Zeros = "'\\x" + "00000000000000000000000000000000" + "'";

    private ErasureRegion region = null!;

    public async ValueTask InitializeAsync() => region = await ErasureRegion.CreateAsync();

    public ValueTask DisposeAsync() => region.DisposeAsync();

    private static CancellationToken Token => ErasureRegion.Token;

    [Fact]
    public async Task An_erased_user_has_no_key_details_references_or_hashes_and_the_book_stays()
    {
        var user = await region.UserAsync("Ottilie");
        await region.PayAsync(Party.External, user, "100.00", "from the world outside");
        var sent = await region.PayAsync(user, Party.External, "30.00", "to the world outside");

        await region.OrderAsync(user);
        await region.RunPassAsync();

        var order = await region.OrderOfAsync(user);
        Assert.NotNull(order.Number);
        Assert.NotNull(order.UnusableSince);
        Assert.NotNull(order.KeyFingerprint);
        Assert.Equal(0, await region.AskAsync<long>(user, Count("personal.detail", user.Number)));
        Assert.Equal(0, await region.AskAsync<long>(user, Count("personal.reference", user.Number)));
        Assert.Equal(3, await region.AskAsync<long>(user, Count("ledger.idempotency", user.Number)));
        Assert.Equal(0, await region.AskAsync<long>(
            user,
            Count("ledger.idempotency", user.Number)
            + $" and (substr(key_hash, 1, 16) <> {Zeros} or request_hash <> {Zeros}::bytea || {Zeros}::bytea)"));
        Assert.Equal(0, await TestSql.ScalarAsync<long>(
            region.Books.KeysOwner, Count("keys.user_key", user.Number)));
        Assert.Equal(1, await TestSql.ScalarAsync<long>(
            region.Books.Owner.Register,
            Count("sharding.user_creation", user.Number) + $" and substr(key_hash, 1, 16) = {Zeros}"));
        Assert.Equal(0, await TestSql.ScalarAsync<long>(
            region.Books.Owner.Register, Count("ledger.email", user.Number)));
        var history = await region.Ledger.History.FindAsync(user, sent.Value!.Id, Token);
        Assert.Equal(("30.00", null), (history.Value!.Amount.ToString(), history.Value.Reference));
        Assert.Equal(RefusalCode.UserErased, (await region.Ledger.Users.FindAsync(user, Token)).Refusal?.Code);
    }

    [Fact]
    public async Task A_crash_between_any_two_steps_is_finished_by_the_next_run_and_never_done_before()
    {
        var stepCount = 0;
        var first = await region.UserAsync("Ottilie");
        await region.OrderAsync(first);
        await region.Ledger.ErasureWork.CreatePass(_ => stepCount++).RunAsync(Token);
        Assert.Equal(ErasureState.Done, (await region.OrderOfAsync(first)).State);
        Assert.True(stepCount >= 7);

        for (var crashAt = 0; crashAt < stepCount; crashAt++)
        {
            var user = await region.UserAsync("Ottilie");
            await region.PayAsync(Party.External, user, "12.34", "a reference");
            await region.OrderAsync(user);
            var steps = 0;
            var dying = region.Ledger.ErasureWork.CreatePass(_ =>
            {
                if (steps++ == crashAt)
                {
                    throw new OperationCanceledException("killed");
                }
            });
            await Assert.ThrowsAsync<OperationCanceledException>(() => dying.RunAsync(Token).AsTask());
            Assert.NotEqual(ErasureState.Done, (await region.OrderOfAsync(user)).State);

            await using var next = ErasureRegion.Open(region.Books);
            await next.RunPassAsync();

            Assert.Equal(ErasureState.Done, (await next.OrderOfAsync(user)).State);
            Assert.Equal(0, await region.AskAsync<long>(user, Count("personal.reference", user.Number)));
            Assert.Equal("0.00", await next.BalanceAsync(user));
            Assert.Equal(1, await region.AskAsync<long>(
                user, Count("ledger.posting", user.Number) + " and credit = 'external'"));
        }

        Assert.Equal(
            stepCount + 1, await TestSql.ScalarAsync<long>(
                region.Books.Owner.Register, "select max(erasure_number) from ledger.erasure"));
    }

    [Fact]
    public async Task A_shard_that_does_not_answer_delays_the_erasure_and_the_state_says_so()
    {
        var (user, _) = await region.UsersOfBothShardsAsync("Ottilie");
        await region.OrderAsync(user);
        var s2 = region.Books.OwnerOf("s2");
        await using (var busy = new NpgsqlConnection(s2.ConnectionString("busy", pooled: false)))
        {
            await busy.OpenAsync(Token);
            await using var held = await busy.BeginTransactionAsync(Token);
            await TestSql.RunAsync(busy, "lock table ledger.applied_erasure in access exclusive mode");

            var result = await region.Ledger.ErasureWork.CreatePass().RunAsync(Token);

            Assert.Equal("eu/s2 does not answer", result.HeldBackBy);
            var waiting = await region.OrderOfAsync(user);
            Assert.Equal(ErasureState.Erasing, waiting.State);
            Assert.True(waiting.Has(StepNames.Columns, "eu/s1"));
            Assert.True(waiting.Has(StepNames.Key));
            Assert.False(waiting.Has(StepNames.Columns, "eu/s2"));
        }

        await region.RunPassAsync();
        Assert.Equal(ErasureState.Done, (await region.OrderOfAsync(user)).State);
    }

    [Fact]
    public async Task A_late_retry_of_the_users_creation_writes_nothing_personal()
    {
        const string Key = "the request that made the user";
        var user = await region.UserAsync("Ottilie", Key);
        await region.OrderAsync(user);

        // Its server knew the number before the register forgot the key.
        var details = new Ledger.Users.PersonalDetails("Ottilie", null, null);
        var late = await region.Ledger.Users.CreateAsync(
            details with { Email = "Ottilie@example.org", BirthDate = new DateOnly(1970, 12, 13) }, Key, Token);
        Assert.Equal(RefusalCode.UserErased, late.Refusal?.Code);
        await region.RunPassAsync();

        // By then the key leads to nobody, and is spent all the same.
        var later = await region.Ledger.Users.CreateAsync(
            details with { Email = "Ottilie@example.org", BirthDate = new DateOnly(1970, 12, 13) }, Key, Token);
        Assert.Equal(RefusalCode.KeyReused, later.Refusal?.Code);
        await TestSql.RunAsync(
            region.Books.OwnerOf(user.Number < 30_000 ? "s1" : "s2"),
            $"insert into personal.detail (user_number, name, sealed_at) values ({user.Number}, 'x', now()) "
            + "on conflict do nothing");
        Assert.Equal(0, await region.AskAsync<long>(user, Count("personal.detail", user.Number)));
        Assert.Equal("", await TestDump.TablesWithAsync(region.Books.OwnerOf("s1"), "Ottilie"));
    }

    [Fact]
    public async Task A_shard_applies_the_register_in_order_and_in_batches()
    {
        var user = await region.UserAsync();
        var owner = region.Books.OwnerOf(user.Number < 30_000 ? "s1" : "s2");
        await TestSql.RunAsync(
            owner,
            "insert into personal.reference (user_number, transfer_id, sealed) "
            + $"select {user.Number}, gen_random_uuid(), 'x' from generate_series(1, 5)");

        var early = await Assert.ThrowsAsync<PostgresException>(() => ApplyAsync(2, 10));
        Assert.Equal(PostgresErrorCodes.ObjectNotInPrerequisiteState, early.SqlState);
        Assert.Equal("more", await ApplyAsync(1, 3));
        Assert.Equal(0, await TestSql.ScalarAsync<long>(owner, "select erasure_number from ledger.applied_erasure"));
        Assert.Equal("applied", await ApplyAsync(1, 3));
        Assert.Equal("known", await ApplyAsync(1, 3));
        Assert.Equal(0, await region.AskAsync<long>(user, Count("personal.reference", user.Number)));

        Task<string> ApplyAsync(int number, int rows) => TestSql.ScalarAsync<string>(
            owner, $"select ledger.apply_erasure({user.Number}, {number}, {rows})");
    }

    private static string Count(string table, long user) =>
        $"select count(*) from {table} where user_number = {user}";
}
