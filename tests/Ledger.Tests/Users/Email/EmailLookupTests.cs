using Domicile.Ledger.Privacy;
using Domicile.Ledger.Users;
using Domicile.Ledger.Users.Changes;
using Domicile.Ledger.Users.Email;
using Domicile.Sharding.Users;
using Domicile.Testing;
using Npgsql;

namespace Domicile.Ledger.Tests.Users.Email;

public sealed class EmailLookupTests : IAsyncLifetime
{
    private const string Old = "anna@example.org";
    private const string New = "anna.nova@Příklad.cz";

    private TestUsers server = null!;
    private EmailLookup lookup = null!;
    private Rectification rectification = null!;

    public async ValueTask InitializeAsync()
    {
        server = await TestUsers.OpenAsync(await TestBooks.CreateAsync("eu", "0..30000", "30000..60000"));
        var hash = new KeyedHash(server.Books.HashKey);
        lookup = new EmailLookup(server.Router, server.Users, hash);
        rectification = new Rectification(server.Router, server.Keys, hash, TimeProvider.System);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Users_are_found_by_their_address_on_whichever_shard_they_are()
    {
        var anna = await AddAsync("a", Old);
        var ben = await AddAsync("b", "ANNA@example.org");
        await AddAsync("c", "carl@example.org");
        await AddAsync("d", null);

        Assert.Equal([anna, ben], await FindAsync(" Anna@Example.org "));
        Assert.Empty(await FindAsync("nobody@example.org"));
        Assert.Equal(
            RefusalCode.FieldInvalid, (await lookup.FindAsync("anna", CancellationToken.None)).Refusal!.Code);
    }

    [Fact]
    public async Task The_register_holds_no_address_and_no_hash_that_can_be_guessed()
    {
        await AddAsync("a", Old);
        var dump = await TestSql.ScalarAsync<string>(
            server.Books.Owner.Register, "select string_agg(e::text, '') from ledger.email e");

        Assert.DoesNotContain("example", dump, StringComparison.Ordinal);
        var plain = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Old));
        Assert.DoesNotContain(Convert.ToHexString(plain), dump, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task After_a_correction_the_new_address_is_found_and_the_old_one_forgotten()
    {
        var anna = await AddAsync("a", Old);
        await ChangeAsync(anna, New);

        Assert.Empty(await FindAsync(Old));
        Assert.Equal([anna], await FindAsync("anna.nova@xn--pklad-zsa96e.cz"));
        Assert.Equal(1, await CountAsync());

        await ChangeAsync(anna, null);
        Assert.Equal(0, await CountAsync());
    }

    [Fact]
    public async Task A_change_of_another_detail_leaves_the_address_alone()
    {
        var anna = await AddAsync("a", Old);
        var change = new DetailChange(new PersonalDetails("Anna", null, null), true, false, false);
        var changed = await rectification.ChangeAsync(anna, change, CancellationToken.None);

        Assert.Equal(("Anna", Old), (changed.Value!.Details.Name, changed.Value.Details.Email));
        Assert.Equal([anna], await FindAsync(Old));
    }

    [Fact]
    public async Task A_crash_between_register_and_shard_leaves_an_entry_that_nobody_is_told_of()
    {
        var anna = await AddAsync("a", Old);
        var index = new EmailIndex(server.Router.Register, new KeyedHash(server.Books.HashKey));
        await Assert.ThrowsAsync<TimeoutException>(() => index.ChangeAsync(
            anna, New, () => throw new TimeoutException("The process is killed here."), CancellationToken.None));

        Assert.Equal(2, await CountAsync());
        Assert.Empty(await FindAsync(New));
        Assert.Equal([anna], await FindAsync(Old));

        await ChangeAsync(anna, New);
        Assert.Equal(1, await CountAsync());
        Assert.Equal([anna], await FindAsync(New));
    }

    [Fact]
    public async Task A_repeated_creation_does_not_bring_an_old_address_back()
    {
        var anna = await AddAsync("a", Old);
        await ChangeAsync(anna, New);
        Assert.Equal(anna, await AddAsync("a", Old));

        Assert.Empty(await FindAsync(Old));
        Assert.Equal([anna], await FindAsync(New));
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task Of_changes_at_once_the_one_that_the_shard_keeps_is_found()
    {
        var anna = await AddAsync("a", Old);
        for (var round = 0; round < 5; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 8).Select(i => ChangeAsync(anna, $"anna{i % 2}@example.org")));

            var now = (await server.Users.FindAsync(anna, CancellationToken.None)).Value!.Details.Email!;
            Assert.Equal([anna], await FindAsync(now));
            Assert.Equal(1, await CountAsync());
        }
    }

    [Fact]
    public async Task The_address_of_an_erased_user_is_noted_nowhere()
    {
        var anna = await AddAsync("a", Old);
        await TestSql.RunAsync(
            server.Books.Owner.Register,
            $"insert into ledger.erasure (erasure_number, user_number) values (1, {anna.Number})");
        var change = new DetailChange(new PersonalDetails(null, New, null), false, true, false);

        var refused = await rectification.ChangeAsync(anna, change, CancellationToken.None);

        Assert.Equal(RefusalCode.UserErased, refused.Refusal!.Code);
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task Who_notes_an_address_waits_for_a_registration_under_way()
    {
        var anna = await AddAsync("a", null);
        var index = new EmailIndex(server.Router.Register, new KeyedHash(server.Books.HashKey));
        await using var connection = new NpgsqlConnection(
            server.Books.Owner.Register.PatientConnectionString("registering"));
        await connection.OpenAsync();
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await TestSql.RunAsync(
                connection, $"insert into ledger.erasure (erasure_number, user_number) values (1, {anna.Number})");
            var noting = index.NoteAsync(anna, Old, CancellationToken.None);
            await WaitForLockAsync(noting);
            await transaction.CommitAsync();

            Assert.False(await noting);
        }

        Assert.Equal(0, await CountAsync());
    }

    private async Task WaitForLockAsync(Task noting)
    {
        const string Waiting = "select exists (select from pg_locks where not granted and locktype = 'relation' "
            + "and database = (select oid from pg_database where datname = current_database()))";
        while (!noting.IsCompleted && !await TestSql.ScalarAsync<bool>(server.Books.Owner.Register, Waiting))
        {
            await Task.Yield();
        }
    }

    private async Task<UserId> AddAsync(string key, string? email) =>
        (await server.CreateAsync(key, new PersonalDetails(null, email, null))).Id;

    private async Task ChangeAsync(UserId user, string? email)
    {
        var change = new DetailChange(new PersonalDetails(null, email, null), false, true, false);
        Assert.Null((await rectification.ChangeAsync(user, change, CancellationToken.None)).Refusal);
    }

    private async Task<IEnumerable<UserId>> FindAsync(string email) =>
        (await lookup.FindAsync(email, CancellationToken.None)).Value!.Select(user => user.Id);

    private Task<long> CountAsync() =>
        TestSql.ScalarAsync<long>(server.Books.Owner.Register, "select count(*) from ledger.email");
}
