using Domicile.Ledger.Privacy.Export;
using Domicile.Ledger.Tests.Users;
using Domicile.Ledger.Users;
using Domicile.Sharding.Nodes;
using Domicile.Sharding.Topology;
using Domicile.Sharding.Users;
using Domicile.Testing;

namespace Domicile.Ledger.Tests.Privacy.Export;

public sealed class UserExportTests : IAsyncLifetime
{
    private TestUsers server = null!;
    private NodePool keys = null!;
    private UserId anna;

    public async ValueTask InitializeAsync()
    {
        server = await TestUsers.OpenAsync(await TestBooks.CreateAsync("eu", "0..30000"));
        keys = server.Books.Keys.Open("test", 4);
        anna = (await server.CreateAsync("anna", new PersonalDetails("Anna", "anna@example.org", null))).Id;
    }

    public async ValueTask DisposeAsync()
    {
        await keys.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Of_many_rows_each_comes_once()
    {
        const int RowCount = 30_000;
        await TestSql.RunAsync(
            server.Books.OwnerOf("s1"),
            $"""
            insert into ledger.idempotency (user_number, key_hash, request_hash, transfer_id, decided_at)
            select {anna.Number}, sha256(n::text::bytea), sha256(''), gen_random_uuid(), now()
            from generate_series(1, {RowCount}) n
            """);
        var form = new CountingForm();

        var end = await Export(keys).RunAsync(anna, form, CancellationToken.None);

        Assert.True(end.IsComplete);
        Assert.Equal(RowCount, end.Counts["idempotency"]);
        Assert.Equal(RowCount, form.Transfers.Count);
        Assert.Equal(1, end.Counts["detail"]);
    }

    [Fact]
    public async Task A_node_that_does_not_answer_in_the_middle_is_said_at_the_end()
    {
        var nowhere = new NodeAddress("127.0.0.1", TestNode.FreePort(), "keys", "nobody", "none");
        await using var gone = nowhere.Open("test", 1);
        var form = new CountingForm();

        var end = await Export(gone).RunAsync(anna, form, CancellationToken.None);

        Assert.False(end.IsComplete);
        Assert.Equal(end, form.End);
        Assert.Contains("eu/keys", end.Problem, StringComparison.Ordinal);
        Assert.Equal(1, end.Counts["book"]);
    }

    [Fact]
    public async Task Of_a_user_whose_key_is_destroyed_the_books_are_exported_and_nothing_sealed()
    {
        await TestSql.RunAsync(server.Books.KeysOwner, "delete from keys.user_key");
        server.Keys.Forget(anna.Number);
        var form = new CountingForm();

        var end = await Export(keys).RunAsync(anna, form, CancellationToken.None);

        Assert.True(end.IsComplete);
        var detail = form.Rows.Single(row => row.Table.Name == "detail");
        Assert.DoesNotContain(detail.Cells, cell => cell.Text is "Anna" or "anna@example.org");
        Assert.Equal(0, end.Counts["user_key"]);
    }

    private UserExport Export(NodePool keyDatabase)
    {
        var books = server.Books;
        return new UserExport(
            new UserShards(server.Router, TimeProvider.System),
            (server.Router.Register, keyDatabase),
            (server.Keys, server.Assets),
            new LedgerOptions(books.Server, books.Keys, books.WrappingKeys, books.HashKey));
    }

    private sealed class CountingForm : IExportForm
    {
        public HashSet<string> Transfers { get; } = [];

        public List<ExportRow> Rows { get; } = [];

        public ExportEnd? End { get; private set; }

        public ValueTask BeginAsync(ExportHead head, CancellationToken cancellation) => ValueTask.CompletedTask;

        public ValueTask WriteAsync(ExportRow row, CancellationToken cancellation)
        {
            if (row.Table.Name != "idempotency")
            {
                Rows.Add(row);
                return ValueTask.CompletedTask;
            }

            var column = row.Table.Columns.Index().Single(pair => pair.Item.Column == "transfer_id").Index;
            Assert.True(Transfers.Add(row.Cells[column].Text!));
            return ValueTask.CompletedTask;
        }

        public ValueTask EndAsync(ExportEnd end, CancellationToken cancellation)
        {
            End = end;
            return ValueTask.CompletedTask;
        }
    }
}
