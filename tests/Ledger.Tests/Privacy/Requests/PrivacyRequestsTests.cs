using Domicile.Ledger.Privacy.Requests;
using Domicile.Ledger.Tests.Users;
using Domicile.Sharding.Users;
using Domicile.Testing;

namespace Domicile.Ledger.Tests.Privacy.Requests;

public sealed class PrivacyRequestsTests : IAsyncLifetime
{
    private static readonly Asker Officer = new("dora", "privacy-officer");

    private readonly TestTime time = new();
    private TestUsers server = null!;
    private PrivacyRequests requests = null!;
    private UserId anna;

    public async ValueTask InitializeAsync()
    {
        server = await TestUsers.OpenAsync(await TestBooks.CreateAsync("eu", "0..30000"), time);
        requests = new PrivacyRequests(server.Router, server.Keys, time);
        anna = (await server.CreateAsync("anna")).Id;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_request_keeps_who_asked_for_what_when_and_why()
    {
        var made = await RecordAsync(PrivacyRequestKind.Erasure, "I moved to another bank, čau");

        var found = (await requests.FindAsync(made.Id, CancellationToken.None)).Value!;

        Assert.Equal(made, found);
        Assert.Equal(
            (PrivacyRequestKind.Erasure, anna, Officer, "I moved to another bank, čau", PrivacyRequestState.Open),
            (found.Kind, found.User, found.Asker, found.Reason, found.State));
        Assert.Equal(TimeLimit.Of(time.GetUtcNow()), found.Deadline);
    }

    [Fact]
    public async Task Reasons_stand_sealed_only()
    {
        var made = await RecordAsync(PrivacyRequestKind.Erasure, "MARKERREASON");
        await requests.ExtendAsync(made.Id, "MARKEREXTENSION", CancellationToken.None);

        var dump = await TestSql.ScalarAsync<string>(
            server.Books.Owner.Register, "select string_agg(r::text, '') from ledger.privacy_request r");

        Assert.DoesNotContain("MARKER", dump, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToHexString("MARKER"u8), dump, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(1, await CountAsync("reason is not null and extension_reason is not null"));
    }

    [Fact]
    public async Task A_request_is_extended_once_and_within_its_first_month_only()
    {
        var early = await RecordAsync(PrivacyRequestKind.Access);
        var late = await RecordAsync(PrivacyRequestKind.Access);
        var askedAt = time.GetUtcNow();

        var extended = await requests.ExtendAsync(early.Id, "two archives", CancellationToken.None);
        var again = await requests.ExtendAsync(early.Id, "three archives", CancellationToken.None);
        time.Pass(TimeLimit.Of(askedAt) - askedAt + TimeSpan.FromSeconds(1));
        var tooLate = await requests.ExtendAsync(late.Id, "two archives", CancellationToken.None);

        Assert.Equal(TimeLimit.Extended(askedAt), extended.Value!.Deadline);
        Assert.Equal("two archives", extended.Value.ExtensionReason);
        Assert.Equal(RefusalCode.RequestClosed, again.Refusal!.Code);
        Assert.Equal(RefusalCode.RequestClosed, tooLate.Refusal!.Code);
        var found = await requests.FindAsync(early.Id, CancellationToken.None);
        Assert.Equal("two archives", found.Value!.ExtensionReason);
    }

    [Fact]
    public async Task A_request_ends_once()
    {
        var made = await RecordAsync(PrivacyRequestKind.Access);

        var ended = await requests.EndAsync(made.Id, PrivacyRequestState.Done, CancellationToken.None);
        time.Pass(TimeSpan.FromHours(1));
        var again = await requests.EndAsync(made.Id, PrivacyRequestState.Done, CancellationToken.None);
        var other = await requests.EndAsync(made.Id, PrivacyRequestState.Refused, CancellationToken.None);
        var extended = await requests.ExtendAsync(made.Id, "later", CancellationToken.None);

        Assert.Equal((PrivacyRequestState.Done, false), (ended.Value!.State, ended.Repeated));
        Assert.Equal((ended.Value.EndedAt, true), (again.Value!.EndedAt, again.Repeated));
        Assert.Equal(RefusalCode.RequestClosed, other.Refusal!.Code);
        Assert.Equal(RefusalCode.RequestClosed, extended.Refusal!.Code);
    }

    [Fact]
    public async Task Requests_are_listed_by_what_is_left_page_by_page()
    {
        var first = await RecordAsync(PrivacyRequestKind.Erasure);
        time.Pass(TimeSpan.FromDays(1));
        var second = await RecordAsync(PrivacyRequestKind.Access);
        time.Pass(TimeSpan.FromDays(1));
        var third = await RecordAsync(PrivacyRequestKind.Restriction);
        var done = await RecordAsync(PrivacyRequestKind.Rectification);
        await requests.EndAsync(done.Id, PrivacyRequestState.Done, CancellationToken.None);
        await requests.ExtendAsync(first.Id, "it takes longer", CancellationToken.None);

        var page = (await ListAsync(2, null)).Value!;
        var rest = (await ListAsync(2, page.NextCursor)).Value!;

        Assert.Equal([second.Id, third.Id], page.Requests.Select(request => request.Id));
        Assert.Equal([first.Id], rest.Requests.Select(request => request.Id));
        Assert.Null(rest.NextCursor);
        Assert.Equal(RefusalCode.FieldInvalid, (await ListAsync(2, "nonsense")).Refusal!.Code);
    }

    [Fact]
    public async Task Whoever_asks_again_goes_on_with_the_request_that_is_open()
    {
        var asked = new NewPrivacyRequest(PrivacyRequestKind.Access, anna, Officer);
        var first = (await requests.RecordOnceAsync(asked, CancellationToken.None)).Value!;
        var again = (await requests.RecordOnceAsync(asked, CancellationToken.None)).Value!;
        var other = (await requests.RecordOnceAsync(
            asked with { Asker = new Asker("eu-1", "user") }, CancellationToken.None)).Value!;
        await requests.EndAsync(first.Id, PrivacyRequestState.Done, CancellationToken.None);
        var later = (await requests.RecordOnceAsync(asked, CancellationToken.None)).Value!;

        Assert.Equal(first.Id, again.Id);
        Assert.Equal(3, new[] { first.Id, other.Id, later.Id }.Distinct().Count());
    }

    [Fact]
    public async Task Without_the_users_key_a_request_stays_and_its_reason_is_gone()
    {
        var made = await RecordAsync(PrivacyRequestKind.Erasure, "I moved");
        await TestSql.RunAsync(server.Books.KeysOwner, "delete from keys.user_key");
        time.Pass(TimeSpan.FromMinutes(2));

        var found = (await requests.FindAsync(made.Id, CancellationToken.None)).Value!;

        Assert.Equal((made.Id, (string?)null), (found.Id, found.Reason));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("two\nlines")]
    public async Task A_reason_is_a_line_of_text(string reason)
    {
        var refused = await requests.RecordAsync(
            new NewPrivacyRequest(PrivacyRequestKind.Access, anna, Officer) { Reason = reason },
            CancellationToken.None);

        Assert.Equal((RefusalCode.FieldInvalid, "reason"), (refused.Refusal!.Code, refused.Refusal.Parameter));
        Assert.Equal(0, await CountAsync("true"));
    }

    private async Task<PrivacyRequest> RecordAsync(PrivacyRequestKind kind, string? reason = null)
    {
        var outcome = await requests.RecordAsync(
            new NewPrivacyRequest(kind, anna, Officer) { Reason = reason }, CancellationToken.None);
        return outcome.Value!;
    }

    private Task<Outcome<PrivacyRequestPage>> ListAsync(int limit, string? cursor) => requests.ListAsync(
        new PrivacyRequestQuery(PrivacyRequestState.Open, limit, cursor), CancellationToken.None);

    private Task<long> CountAsync(string where) => TestSql.ScalarAsync<long>(
        server.Books.Owner.Register, $"select count(*) from ledger.privacy_request where {where}");
}
