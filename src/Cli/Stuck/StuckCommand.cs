using System.CommandLine;
using System.Globalization;
using Domicile.Cli.Output;
using Domicile.Ledger;
using Domicile.Local.Folders;
using Domicile.Local.Nodes;
using Domicile.Sharding.Sql;
using Npgsql;
using Spectre.Console;

namespace Domicile.Cli.Stuck;

/// <summary><c>./domicile stuck</c>: transfers that are under way for more than a minute, and why.</summary>
internal static class StuckCommand
{
    private const int NotAllRead = 1;
    private static readonly string ReadStuck = SqlFile.Read(typeof(StuckCommand), "ReadStuck.sql");

    public static Command Create()
    {
        var command = new ExampledCommand(
            "stuck",
            "Show transfers that are under way for more than a minute, how many for each reason, and since when.",
            "./domicile stuck --json")
        {
            WorldArguments.Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var addresses = WorldArguments.Of(parsed).ReadRunning();
        var shards = addresses.Nodes.Where(node => node.Kind == NodeKind.Primary).ToList();
        var rows = new List<StuckRow>();
        var silent = new List<string>();
        foreach (var shard in shards)
        {
            try
            {
                rows.AddRange(await ReadAsync(addresses, shard, cancellation));
            }
            catch (Exception e) when (ShardFailure.IsUnavailable(e))
            {
                silent.Add(shard.Name);
            }
        }

        if (parsed.GetValue(WorldArguments.Json))
        {
            Terminal.WriteJson(new { Stuck = rows, Silent = silent });
        }
        else
        {
            Print(rows, silent);
        }

        return silent.Count == 0 ? 0 : NotAllRead;
    }

    private static async Task<List<StuckRow>> ReadAsync(
        WorldAddresses addresses, WorldNode shard, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(
            addresses.Address(shard, NodeRoles.Owner).ConnectionString("domicile stuck", pooled: false));
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand(ReadStuck, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<StuckRow>();
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(new StuckRow(
                shard.Name, reader.GetString(0), reader.GetInt64(1), reader.GetGuid(2),
                reader.GetFieldValue<DateTimeOffset>(3)));
        }

        return rows;
    }

    private static void Print(List<StuckRow> rows, List<string> silent)
    {
        if (rows.Count > 0)
        {
            var table = Terminal.Table("shard", "transfers", "since", "oldest", "reason");
            table.Columns[1].Alignment = Justify.Right;
            foreach (var row in rows)
            {
                table.AddRow(
                    row.Shard, row.Count.ToString(CultureInfo.InvariantCulture),
                    row.Since.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                    row.Oldest.ToString(), Markup.Escape(row.Reason));
            }

            Terminal.Out.Write(table);
        }
        else if (silent.Count == 0)
        {
            Console.Out.WriteLine("No transfer is under way for more than a minute.");
        }

        if (silent.Count > 0)
        {
            Console.Error.WriteLine($"{string.Join(", ", silent)} did not answer: what is stuck there is not shown.");
        }
    }
}
