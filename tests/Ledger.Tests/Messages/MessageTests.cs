using System.Runtime.CompilerServices;
using System.Text.Json;
using Domicile.Ledger.CrossShard.Messages;
using Domicile.Ledger.Messages;
using Domicile.Sharding.Migrations;
using Domicile.Testing;

namespace Domicile.Ledger.Tests.Messages;

/// <summary>What leaves a shard and what the centre keeps: known shapes, and nothing that says who.</summary>
public sealed class MessageTests
{
    private static readonly Type[] Roots = [typeof(Message), typeof(RegionMessage)];

    // A name, an address or free text would be text of another name than these.
    private static readonly string[] TextsAllowed = ["Shard", "Peer", "Asset", "Refusal"];
    private static readonly string[] IdsAllowed = ["Payer", "Payee", "User", "ReceivedBy"];
    private static readonly string[] ColumnsAllowed = ["shard", "peer", "asset"];

    private static readonly Type[] Harmless =
    [
        typeof(int), typeof(long), typeof(ulong), typeof(decimal), typeof(bool), typeof(byte), typeof(Guid),
        typeof(DateTimeOffset), typeof(DateOnly),
    ];

    [Fact]
    public void The_shapes_are_those_that_were_committed()
    {
        var file = Path.Combine(Folder(), "shapes.txt");
        var shapes = MessageShapes.Describe(Roots);
        Assert.True(
            File.ReadAllText(file) == shapes,
            $"A message has another shape. A released one gets a new name instead; else write into {file}:\n{shapes}");
    }

    [Fact]
    public void No_message_can_hold_personal_data()
    {
        Assert.NotEmpty(Roots.SelectMany(MessageShapes.Of));
        Assert.Empty(Roots.SelectMany(Mistakes));
        Assert.Equal(
            ["Name String", "User Int64"], Mistakes(typeof(Planted)).Order());
    }

    [Fact]
    public async Task No_column_of_the_central_database_can_hold_personal_data()
    {
        var database = await TestNode.CreateWorldDatabaseAsync();
        var target = new MigrationTarget("central", database.Owner, [LedgerSchema.Central], []);
        Assert.Null((await new FleetMigrator("tests").RunAsync([target], default)).Single().Failure);

        Assert.Empty(await MistakesAsync(database));
        await TestSql.RunAsync(
            database.Owner,
            "create table central.planted (shard text, payer_number bigint, note text, extra jsonb, who uuid)");
        Assert.Equal(
            ["planted.extra jsonb", "planted.note text", "planted.payer_number bigint", "planted.who uuid"],
            await MistakesAsync(database));
    }

    [Fact]
    public void A_message_comes_back_as_it_was_written()
    {
        var day = new DateOnly(2026, 11, 22);
        var line = new FiguresLine("us", "EUR", day, 1, 9_223_372_036_854_775_808m, 2, 3, -4, -5);
        var figures = new FiguresMessage(
            "eu/s1", 1, 2, 3, ulong.MaxValue, 4, DateTimeOffset.UnixEpoch, 5, 6, [line]);
        var read = Assert.IsType<FiguresMessage>(MessageForm.Read(MessageForm.Write(figures)));
        Assert.Equal(figures with { Lines = read.Lines }, read);
        Assert.Equal([line], read.Lines);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"type\":\"figures/9\"}")]
    [InlineData("{\"type\":\"standing/1\",\"shard\":\"eu/s1\"}")]
    [InlineData("nonsense")]
    public void A_message_of_another_form_is_refused(string text) =>
        Assert.ThrowsAny<JsonException>(() => MessageForm.Read(System.Text.Encoding.UTF8.GetBytes(text)));

    private static IEnumerable<string> Mistakes(Type root) =>
        from shape in MessageShapes.Of(root)
        from field in MessageShapes.Fields(shape.Type)
        let type = MessageShapes.Element(field.PropertyType)
        where !IsHarmless(root, field.Name, type)
        select $"{field.Name} {type.Name}";

    // Users' ids go with the legs of a transfer, between regions, and with nothing that the centre hears.
    private static bool IsHarmless(Type root, string name, Type type) => type == typeof(string)
        ? TextsAllowed.Contains(name) || (root == typeof(RegionMessage) && IdsAllowed.Contains(name))
        : MessageShapes.IsOurs(type) || (Harmless.Contains(type) && name != "User");

    private static async Task<string[]> MistakesAsync(TestDatabase database)
    {
        const string Sql =
            "select string_agg(format('%s.%s %s', table_name, column_name, data_type), ',' order by table_name, "
            + "column_name) from information_schema.columns where table_schema = 'central'";
        var columns = (await TestSql.ScalarAsync<string>(database.Owner, Sql)).Split(',');
        Assert.NotEmpty(columns);
        return [.. columns.Where(column => !IsHarmlessColumn(column))];
    }

    private static bool IsHarmlessColumn(string column)
    {
        var type = column[(column.IndexOf(' ') + 1)..];
        var name = column.Split(' ')[0].Split('.')[1];
        return type == "text"
            ? ColumnsAllowed.Contains(name)
            : type is "bigint" or "integer" or "numeric" or "date" or "boolean" or "timestamp with time zone" or "xid8"
                && !name.EndsWith("_number", StringComparison.Ordinal);
    }

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    [System.Text.Json.Serialization.JsonDerivedType(typeof(Planted), "planted/1")]
    private sealed record Planted(string Name, string Asset, long User);
}
