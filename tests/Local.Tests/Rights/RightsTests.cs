using Domicile.Sharding.Sql;
using Domicile.Sharding.Topology;
using Domicile.Testing;
using Npgsql;

namespace Domicile.Local.Tests.Rights;

/// <summary>What the roles of servers may do in PostgreSQL, by its own catalogue and by trying.</summary>
public sealed class RightsTests(Guests guests) : IClassFixture<Guests>
{
    /// <summary>What only passes do. A function of a pass has no business in the role that callers reach.</summary>
    private static readonly string[] OfPasses =
    [
        "call ledger.acknowledge_figures", "call ledger.advance_outbox", "call ledger.cut_documents",
        "call ledger.cut_figures", "call ledger.figures_standing", "call ledger.forget_documents",
        "call ledger.horizon_holder", "call ledger.outbox_after",
        "call ledger.outbox_waits", "call ledger.read_legs", "call ledger.rebook_sent",
        "call ledger.receive_transfers", "call ledger.settle_transfers", "call ledger.trim_outbox",
        "delete ledger.stuck_transfer",
    ];

    [Fact]
    public async Task The_roles_of_servers_own_nothing_and_can_neither_make_nor_drop_nor_empty_anything()
    {
        foreach (var (name, address, _) in guests.All)
        {
            Assert.Equal((name, ""), (name, string.Join('\n', await ReadAsync(address, "TooMuch.sql"))));
        }
    }

    [Fact]
    public async Task The_list_of_what_is_too_much_knows_an_owner()
    {
        var found = await ReadAsync(guests.Books.OwnerOf("s1"), "TooMuch.sql");
        Assert.Contains("owns schema ledger", found);
        Assert.Contains("may truncate ledger.posting", found);
    }

    [Fact]
    public async Task Each_role_reaches_the_schemas_that_its_work_needs_and_no_other()
    {
        foreach (var (name, address, schemas) in guests.All)
        {
            var reached = (await ReadAsync(address, "Reach.sql"))
                .Where(line => line.StartsWith("schema ", StringComparison.Ordinal)).Select(line => line[7..]);
            Assert.Equal((name, string.Join(' ', schemas)), (name, string.Join(' ', reached)));
        }
    }

    [Fact]
    public async Task What_only_passes_do_a_server_cannot_do_for_its_callers()
    {
        var shard = guests.Shard;
        var server = await ReadAsync(shard, "Reach.sql");
        var passes = await ReadAsync(shard.ForWork, "Reach.sql");
        Assert.Empty(server.Intersect(OfPasses));
        Assert.Equal(OfPasses, passes.Intersect(OfPasses));
        Assert.Empty(server.Except(passes));
        Assert.Equal(
            [
                "call ledger.forget_codes", "call ledger.forget_packaged", "call ledger.forget_requests",
                "call ledger.forget_unplaced", "call ledger.refuse_unplaced", "insert ledger.audit_cursor",
                "insert ledger.audit_document", "insert ledger.audit_institution", "insert ledger.audit_package",
            ],
            await OnlyPassesAsync(guests.Books.Server.Register));
        Assert.Equal(
            ["call access.forget_entries", "call keys.end_document_keys", "insert keys.generation"],
            await OnlyPassesAsync(guests.Books.Keys));
    }

    [Theory]
    [InlineData("drop table ledger.book")]
    [InlineData("drop schema personal cascade")]
    [InlineData("alter table ledger.posting disable trigger all")]
    [InlineData("truncate ledger.posting")]
    [InlineData("delete from ledger.posting")]
    [InlineData("update ledger.posting set amount = 0")]
    [InlineData("update sharding.key_range set state = 'open'")]
    [InlineData("create function ledger.mine() returns int language sql as 'select 1'")]
    [InlineData("create table public.mine (n int)")]
    [InlineData("select rolpassword from pg_authid")]
    [InlineData("select pg_read_file('pg_hba.conf')")]
    [InlineData("copy ledger.book to program 'cat'")]
    [InlineData("set role domicile_owner")]
    [InlineData("set session_replication_role = 'replica'")]
    [InlineData("alter role domicile_server superuser")]
    public async Task What_a_stolen_connection_would_try_is_refused(string statement)
    {
        foreach (var address in new[] { guests.Shard, guests.Shard.ForWork })
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() => TestSql.RunAsync(address, statement));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        }
    }

    private static async Task<IEnumerable<string>> OnlyPassesAsync(NodeAddress address) =>
        (await ReadAsync(address.ForWork, "Reach.sql")).Except(await ReadAsync(address, "Reach.sql"));

    private static async Task<List<string>> ReadAsync(NodeAddress address, string file)
    {
        await using var source = address.Open("tests", 1);
        await using var command = source.CreateCommand(SqlFile.Read(typeof(RightsTests), file));
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
        {
            lines.Add(reader.GetString(0));
        }

        return lines;
    }
}
