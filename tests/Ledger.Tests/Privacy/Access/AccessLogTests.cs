using Domicile.Ledger.Privacy.Access;
using Domicile.Ledger.Privacy.Requests;
using Domicile.Sharding.Nodes;
using Domicile.Sharding.Users;
using Domicile.Testing;
using Npgsql;

namespace Domicile.Ledger.Tests.Privacy.Access;

public sealed class AccessLogTests : IAsyncLifetime
{
    private static readonly UserId Anna = new("eu", 1);
    private static readonly UserId Bob = new("eu", 2);
    private static readonly Asker Operator = new("otto", "operator");

    private TestBooks books = null!;
    private NodePool database = null!;
    private AccessLog log = null!;

    public async ValueTask InitializeAsync()
    {
        books = await TestBooks.CreateAsync("eu", "0..30000");
        database = books.Keys.Open("test", 4);
        log = new AccessLog(database);
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task A_note_says_who_read_whose_data_when_and_by_which_right()
    {
        var entry = new AccessEntry(Anna, Operator, "GET /v1/users/{id}", AccessRight.Operation);
        await log.NoteAsync(entry, CancellationToken.None);
        await log.NoteAsync(entry with { User = Bob }, CancellationToken.None);

        var noted = Assert.Single((await log.ListAsync(Anna, 10, null, CancellationToken.None)).Value!.Entries);

        Assert.Equal(entry, noted with { Number = 0, NotedAt = default });
        Assert.True(noted.NotedAt > TimeProvider.System.GetUtcNow().AddHours(-1));
    }

    [Fact]
    public async Task Notes_that_come_at_once_are_all_on_disk_when_they_return()
    {
        await Task.WhenAll(Enumerable.Range(0, 2000).Select(async i =>
        {
            await log.NoteAsync(
                new AccessEntry(new UserId("eu", i), Operator, "GET /v1/users/{id}", AccessRight.Access),
                CancellationToken.None);
            var noted = i % 500 > 0
                ? null
                : await log.ListAsync(new UserId("eu", i), 10, null, CancellationToken.None);
            Assert.True(noted is null or { Value.Entries: [_] });
        }));

        Assert.Equal(2000, await TestSql.ScalarAsync<long>(books.KeysOwner, "select count(*) from access.entry"));
    }

    [Fact]
    public async Task Pages_are_newest_first_and_stay_the_same_while_new_notes_arrive()
    {
        foreach (var call in new[] { "a", "b", "c" })
        {
            await log.NoteAsync(new AccessEntry(Anna, Operator, call, AccessRight.Audit), CancellationToken.None);
        }

        var page = (await log.ListAsync(Anna, 2, null, CancellationToken.None)).Value!;
        await log.NoteAsync(new AccessEntry(Anna, Operator, "d", AccessRight.Audit), CancellationToken.None);
        var rest = (await log.ListAsync(Anna, 2, page.NextCursor, CancellationToken.None)).Value!;

        Assert.Equal(["c", "b", "a"], page.Entries.Concat(rest.Entries).Select(entry => entry.Call));
        Assert.Null(rest.NextCursor);
    }

    [Fact]
    public async Task Without_the_key_database_nobody_is_told_that_something_was_noted()
    {
        await TestSql.RunAsync(books.KeysOwner, "drop table access.entry");
        var entry = new AccessEntry(Anna, Operator, "GET /v1/users/{id}", AccessRight.Operation);

        await Assert.ThrowsAsync<PostgresException>(() => log.NoteAsync(entry, CancellationToken.None));
        await Assert.ThrowsAsync<PostgresException>(() => log.NoteAsync(entry, CancellationToken.None));
    }

    [Fact]
    public async Task The_server_can_neither_change_nor_delete_a_note()
    {
        await log.NoteAsync(new AccessEntry(Anna, Operator, "x", AccessRight.Audit), CancellationToken.None);
        foreach (var sql in new[] { "update access.entry set who = 'x'", "delete from access.entry" })
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() => TestSql.RunAsync(books.Keys, sql));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        }
    }
}
