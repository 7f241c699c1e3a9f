using Domicile.Ledger.Users;
using Domicile.Sharding.Users;
using Domicile.Testing;
using Npgsql;

namespace Domicile.Ledger.Tests.Users;

public sealed class UserBooksTests : IAsyncLifetime
{
    private const string CountUsers =
        "select (select count(*) from ledger.book) + (select count(*) from personal.detail) * 1000";

    private static readonly PersonalDetails Josef =
        new("Josef Ředitel 👨‍👩‍👧 \u202Bשלום\u202C", "josef.reditel@příklad.cz", new DateOnly(1945, 2, 4));

    private TestUsers server = null!;

    public async ValueTask InitializeAsync() =>
        server = await TestUsers.OpenAsync(await TestBooks.CreateAsync("eu", "0..30000", "30000..60000"));

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_new_user_is_found_with_the_details_exactly_as_they_came()
    {
        var made = await server.CreateAsync("a", Josef);

        var found = await server.Users.FindAsync(made.Id, CancellationToken.None);

        Assert.Equal(Josef, made.Details);
        Assert.Equal(made, found.Value);
        Assert.Equal(TimeSpan.Zero, made.CreatedAt.Offset);
    }

    [Fact]
    public async Task The_same_key_is_the_same_user_and_says_so()
    {
        var first = await server.Users.CreateAsync(Josef, "k", CancellationToken.None);
        var again = await server.Users.CreateAsync(Josef, "k", CancellationToken.None);

        Assert.Equal((false, true), (first.Repeated, again.Repeated));
        Assert.Equal(first.Value, again.Value);
        Assert.Equal(1001, await CountAsync());
    }

    [Fact]
    public async Task Fifty_calls_at_once_with_one_key_make_one_user()
    {
        await using var other = await TestUsers.OpenAsync(server.Books);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(i =>
            (i % 2 == 0 ? server : other).Users.CreateAsync(Josef, "one", CancellationToken.None)));

        Assert.Single(outcomes.Select(outcome => outcome.Value).Distinct());
        Assert.Single(outcomes, outcome => !outcome.Repeated);
        Assert.Equal(1001, await CountAsync());
    }

    [Fact]
    public async Task Another_body_under_the_same_key_is_refused_and_the_user_stays()
    {
        var made = await server.CreateAsync("k", Josef);

        foreach (var other in new[]
        {
            Josef with { Name = "Josef" }, Josef with { BirthDate = null }, PersonalDetails.None,
        })
        {
            var refused = await server.Users.CreateAsync(other, "k", CancellationToken.None);
            Assert.Equal(
                (RefusalCode.KeyReused, "Idempotency-Key"), (refused.Refusal?.Code, refused.Refusal?.Parameter));
        }

        Assert.Equal(made, (await server.Users.FindAsync(made.Id, CancellationToken.None)).Value);
        Assert.Equal(1001, await CountAsync());
    }

    [Fact]
    public async Task Users_go_by_turns_to_the_emptiest_shard()
    {
        var users = new List<User>();
        for (var i = 0; i < 4; i++)
        {
            users.Add(await server.CreateAsync($"turn-{i}"));
        }

        Assert.Equal(2, users.Count(user => user.Id.Number < 30000));
        Assert.All(users, user => Assert.Equal(PersonalDetails.None, user.Details));
    }

    [Fact]
    public async Task A_user_has_a_key_from_the_beginning()
    {
        await server.CreateAsync("bare");

        Assert.Equal(1, await TestSql.ScalarAsync<long>(server.Books.KeysOwner, "select count(*) from keys.user_key"));
    }

    // Each statement keeps the creation from going on after a step, as a crash there would.
    [Theory]
    [InlineData(
        "keys",
        "revoke execute on function keys.keep_user_key(bigint, integer, bytea, bytea) from domicile_server",
        "grant execute on function keys.keep_user_key(bigint, integer, bytea, bytea) to domicile_server")]
    [InlineData(
        "shard",
        "alter table ledger.book add constraint stop check (user_number < 0) not valid",
        "alter table ledger.book drop constraint stop")]
    [InlineData(
        "shard",
        "alter table personal.detail add constraint stop check (user_number < 0) not valid",
        "alter table personal.detail drop constraint stop")]
    public async Task What_a_crash_cut_short_is_finished_by_the_next_call(string where, string stop, string go)
    {
        var address = where == "keys" ? server.Books.KeysOwner : server.Books.OwnerOf("s1");
        await TestSql.RunAsync(address, stop);
        await Assert.ThrowsAsync<PostgresException>(() => server.CreateAsync("k", Josef));
        Assert.Equal(0, await CountAsync());
        await TestSql.RunAsync(address, go);

        await using var next = await TestUsers.OpenAsync(server.Books);
        var finished = await next.Users.CreateAsync(Josef, "k", CancellationToken.None);
        var again = await next.Users.CreateAsync(Josef, "k", CancellationToken.None);

        Assert.Equal((false, true), (finished.Repeated, again.Repeated));
        Assert.Equal(Josef, again.Value!.Details);
        Assert.Equal(1001, await CountAsync());
        Assert.Equal(
            (1L, 1L, finished.Value!.Id.Number),
            (
                await OnRegisterAsync<long>("select count(*) from sharding.user_creation"),
                await TestSql.ScalarAsync<long>(
                    server.Books.OwnerOf("s1"), "select count(*) from sharding.placed_user"),
                await OnRegisterAsync<long>("select user_number from sharding.user_creation")));
    }

    [Fact]
    public async Task A_caller_that_goes_away_anywhere_leaves_work_that_the_next_call_finishes()
    {
        for (var i = 0; i < 30; i++)
        {
            using var gone = new CancellationTokenSource();
            var call = server.Users.CreateAsync(Josef, $"gone-{i}", gone.Token);
            gone.CancelAfter(TimeSpan.FromMilliseconds(i / 4.0));
            await Task.WhenAny(call);
            await server.CreateAsync($"gone-{i}", Josef);
        }

        Assert.Equal(30 * 1001, await CountAsync());
        Assert.Equal(30, await OnRegisterAsync<long>("select count(distinct user_number) from sharding.user_creation"));
    }

    [Fact]
    public async Task Nothing_readable_of_a_person_or_a_key_is_in_any_database()
    {
        await server.CreateAsync("a-key-with-a-word-in-it", Josef);

        foreach (var text in new[] { "Josef", "Ředitel", "reditel@", "1945", "a-key-with-a-word-in-it" })
        {
            foreach (var node in server.Books.Owner.Shards.Select(shard => shard.Primary)
                .Append(server.Books.Owner.Register).Append(server.Books.KeysOwner))
            {
                Assert.Equal("", await TestDump.TablesWithAsync(node, text));
            }
        }
    }

    [Fact]
    public async Task Who_is_not_there_or_elsewhere_is_refused_as_such()
    {
        var codes = new List<RefusalCode?>();
        foreach (var id in new[] { new UserId("us", 1), new UserId("eu", 7), new UserId("eu", 99_999) })
        {
            codes.Add((await server.Users.FindAsync(id, CancellationToken.None)).Refusal?.Code);
        }

        Assert.Equal([RefusalCode.OtherRegion, RefusalCode.UserUnknown, RefusalCode.UserUnknown], codes);
    }

    [Fact]
    public async Task A_node_that_is_down_is_a_refusal_and_writes_nothing()
    {
        var dead = new Uri("tcp://127.0.0.1:" + TestNode.FreePort());
        var broken = server.Books with { Keys = server.Books.Keys with { Port = dead.Port } };
        await using var next = await TestUsers.OpenAsync(broken);

        var refused = await next.Users.CreateAsync(Josef, "k", CancellationToken.None);

        Assert.Equal(RefusalCode.Unavailable, refused.Refusal?.Code);
        Assert.Equal(0, await CountAsync());
        Assert.False((await server.Users.CreateAsync(Josef, "k", CancellationToken.None)).Repeated);
    }

    [Fact]
    public async Task A_key_is_printable_ascii_of_at_most_255()
    {
        foreach (var key in new[] { "", new string('k', 256), "ключ", "a\nb" })
        {
            var refused = await server.Users.CreateAsync(Josef, key, CancellationToken.None);
            Assert.Equal(RefusalCode.FieldInvalid, refused.Refusal?.Code);
        }

        await server.CreateAsync(new string('k', 255));
    }

    private async Task<long> CountAsync()
    {
        var total = 0L;
        foreach (var shard in server.Books.Owner.Shards)
        {
            total += await TestSql.ScalarAsync<long>(shard.Primary, CountUsers);
        }

        return total;
    }

    private Task<T> OnRegisterAsync<T>(string sql) => TestSql.ScalarAsync<T>(server.Books.Owner.Register, sql);
}
