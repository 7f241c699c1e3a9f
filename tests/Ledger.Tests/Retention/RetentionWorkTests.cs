using Domicile.Ledger.Passes;
using Domicile.Ledger.Tests.CrossShard;
using Domicile.Testing;

namespace Domicile.Ledger.Tests.Retention;

/// <summary>What the register and the key database keep for a number of years.</summary>
public sealed class RetentionWorkTests
{
    private const string Requests =
        "insert into ledger.privacy_request (request_id, kind, user_number, asked_by, asked_by_role, asked_at, due_at, "
        + "state, ended_at) select gen_random_uuid(), 'access', n, 'eva', 'operator', at, at, "
        + "case when n = 3 then 'open' else 'done' end, case when n = 3 then null else at end "
        + "from (values (1, now() - interval '3 years 1 hour'), (2, now() - interval '3 years' + interval '1 hour'), "
        + "(3, now() - interval '9 years')) v (n, at)";

    private const string Codes =
        "insert into ledger.erasure_code (user_number, code_hash, expires_at, tries_left, made_by) "
        + "select n, sha256('x'), at, 5, 'eva' from (values (1, now() - interval '25 hours'), "
        + "(2, now() - interval '23 hours')) v (n, at)";

    private const string Unplaced =
        "insert into ledger.unplaced_refusal select gen_random_uuid(), n, 'us-1', "
        + "date_trunc('year', now() at time zone 'UTC') at time zone 'UTC' - at "
        + "from (values (1, interval '11 years 1 hour'), (2, interval '11 years' - interval '1 hour')) v (n, at)";

    private const string Accesses =
        "insert into access.entry (user_number, who, who_role, call, by_right, noted_at) "
        + "select 7, n::text, 'user', 'c', 'own', now() - interval '3 years' + (n - 1500) * interval '1 hour' "
        + "from generate_series(1, 1600) n";

    private const string Restrictions =
        "insert into ledger.restriction select n, gen_random_uuid(), now() - interval '9 years', at, "
        + "case when at is not null then 'eva' end from (values (1, now() - interval '3 years 1 hour'), "
        + "(2, now() - interval '3 years' + interval '1 hour'), (3, null)) v (n, at)";

    [Fact]
    public async Task What_has_had_its_time_goes_and_nothing_else()
    {
        var books = await TestBooks.CreateAsync("eu", "0..30000");
        var register = books.Owner.Register;
        await TestSql.RunAsync(register, Requests);
        await TestSql.RunAsync(register, Unplaced);
        await TestSql.RunAsync(register, Codes);
        await TestSql.RunAsync(books.KeysOwner, Accesses);
        await TestSql.RunAsync(books.OwnerOf("s1"), Restrictions);
        await using var ledger = RegionLedger.Open(
            new LedgerOptions(books.Server, books.Keys, books.WrappingKeys, books.HashKey));

        var counts = new List<string>();
        foreach (var pass in (IPass[])
            [.. ledger.Retention.OfRegion, .. ledger.Retention.OfShard(ledger.Router.Shards.Single())])
        {
            counts.Add($"{pass.Name} {await LegRegion.DrainAsync(pass)}");
            Assert.Equal(default, await pass.RunAsync(CancellationToken.None));
        }

        Assert.Equal(
            [
                "forget-accesses 1500", "forget-requests 1", "forget-codes 1", "forget-unplaced 1", "fold-books 0",
                "forget-restrictions 1",
            ],
            counts);
        Assert.Equal("2 3", await TestSql.ScalarAsync<string>(
            register, "select string_agg(user_number::text, ' ' order by user_number) from ledger.privacy_request"));
        Assert.Equal("2 3", await TestSql.ScalarAsync<string>(
            books.OwnerOf("s1"),
            "select string_agg(user_number::text, ' ' order by user_number) from ledger.restriction"));
        Assert.Equal(2, await TestSql.ScalarAsync<long>(register, "select max(user_number) from ledger.erasure_code"));
        Assert.Equal(2, await TestSql.ScalarAsync<long>(register, "select max(payee) from ledger.unplaced_refusal"));
        Assert.Equal(100, await TestSql.ScalarAsync<long>(books.KeysOwner, "select count(*) from access.entry"));
    }
}
