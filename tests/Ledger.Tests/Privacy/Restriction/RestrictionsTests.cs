using Domicile.Ledger.Privacy.Requests;
using Domicile.Ledger.Privacy.Restriction;
using Domicile.Ledger.Tests.Users;
using Domicile.Sharding.Users;
using Domicile.Testing;
using Npgsql;

namespace Domicile.Ledger.Tests.Privacy.Restriction;

public sealed class RestrictionsTests : IAsyncLifetime
{
    private static readonly Asker Officer = new("dora", "privacy-officer");

    private TestUsers server = null!;
    private Restrictions restrictions = null!;
    private PrivacyRequests requests = null!;
    private UserId anna;

    public async ValueTask InitializeAsync()
    {
        server = await TestUsers.OpenAsync(await TestBooks.CreateAsync("eu", "0..30000"));
        requests = new PrivacyRequests(server.Router, server.Keys, TimeProvider.System);
        restrictions = new Restrictions(server.Router, server.Users, requests, TimeProvider.System);
        anna = (await server.CreateAsync("anna")).Id;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_book_is_restricted_once_and_the_request_says_why()
    {
        var first = await RestrictAsync("I dispute the balance");
        var again = await RestrictAsync("another reason");

        Assert.NotNull(first.Value!.RestrictedAt);
        Assert.Equal((first.Value, true), (again.Value, again.Repeated));
        var request = Assert.Single(await DoneAsync());
        Assert.Equal(
            (PrivacyRequestKind.Restriction, "I dispute the balance"),
            (request.Kind, (await requests.FindAsync(request.Id, CancellationToken.None)).Value!.Reason));
        Assert.Equal("1 0", await CountAsync());
    }

    [Fact]
    public async Task Lifting_is_noted_and_may_be_repeated()
    {
        await RestrictAsync("I dispute it");
        var lifted = await restrictions.LiftAsync(anna, "dora", CancellationToken.None);
        var again = await restrictions.LiftAsync(anna, "otto", CancellationToken.None);
        await RestrictAsync("I dispute it again");

        Assert.Null(lifted.Value!.RestrictedAt);
        Assert.Null(again.Value!.RestrictedAt);
        Assert.Equal("2 1", await CountAsync());
        Assert.Equal("dora", await TestSql.ScalarAsync<string>(
            server.Books.OwnerOf("s1"), "select string_agg(lifted_by, ' ') from ledger.restriction"));
    }

    [Fact]
    public async Task A_restriction_that_was_cut_short_goes_on_with_the_same_request()
    {
        var shard = server.Books.OwnerOf("s1");
        await TestSql.RunAsync(shard, "alter table ledger.restriction add constraint stop check (false) not valid");
        await Assert.ThrowsAsync<PostgresException>(() => RestrictAsync("I dispute it"));
        Assert.Null((await server.Users.FindAsync(anna, CancellationToken.None)).Value!.RestrictedAt);
        await TestSql.RunAsync(shard, "alter table ledger.restriction drop constraint stop");

        var finished = await RestrictAsync("I dispute it");

        Assert.NotNull(finished.Value!.RestrictedAt);
        Assert.Single(await DoneAsync());
        Assert.Equal(1, await TestSql.ScalarAsync<long>(
            server.Books.Owner.Register, "select count(*) from ledger.privacy_request"));
    }

    [Fact]
    public async Task A_user_of_nobody_and_an_empty_reason_are_refused()
    {
        var nobody = await restrictions.RestrictAsync(
            new UserId("eu", 29999), Officer, "I dispute it", CancellationToken.None);
        var empty = await RestrictAsync(" ");

        Assert.Equal(RefusalCode.UserUnknown, nobody.Refusal!.Code);
        Assert.Equal((RefusalCode.FieldInvalid, "reason"), (empty.Refusal!.Code, empty.Refusal.Parameter));
        Assert.Equal("0 0", await CountAsync());
    }

    private Task<Outcome<Domicile.Ledger.Users.User>> RestrictAsync(string reason) =>
        restrictions.RestrictAsync(anna, Officer, reason, CancellationToken.None);

    private async Task<IReadOnlyList<PrivacyRequest>> DoneAsync() => (await requests.ListAsync(
        new PrivacyRequestQuery(PrivacyRequestState.Done, 10, null), CancellationToken.None)).Value!.Requests;

    private Task<string> CountAsync() => TestSql.ScalarAsync<string>(
        server.Books.OwnerOf("s1"), "select count(*) || ' ' || count(lifted_at) from ledger.restriction");
}
