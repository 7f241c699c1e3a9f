using System.CommandLine;
using System.Globalization;
using Domicile.Cli.Output;
using Domicile.Ledger.Audit.Packages.Format;
using Domicile.Local.Folders;
using Domicile.Local.Nodes;
using Domicile.Sharding.Sql;
using Npgsql;
using NpgsqlTypes;
using Spectre.Console;

namespace Domicile.Cli.Audit;

/// <summary><c>./domicile audit packages</c>: the packages with their states.</summary>
internal static class PackagesCommand
{
    private const int LinesDefault = 50;
    private const int LinesMax = 10_000;

    private static readonly string ReadPackages = SqlFile.Read(typeof(PackagesCommand), "ReadPackages.sql");
    private static readonly string[] States = ["cut", "stored", "delivered", "dead", "ended"];

    private static readonly Option<string> StateOption = new("--state")
    {
        Description = "In this state only; dead are those that wait for an operator",
        HelpName = "STATE",
    };

    private static readonly Option<string> RegionOption = AuditArguments.CreateRegion();
    private static readonly Option<string> InstitutionOption = AuditArguments.CreateInstitution();
    private static readonly Option<int?> LastOption = NumberOption.Create("--last", 1, LinesMax);

    public static Command Create()
    {
        StateOption.AcceptOnlyFromAmong(States);
        LastOption.Description = $"How many of each region, the newest first [default: {LinesDefault}]";
        LastOption.HelpName = "N";
        var command = new ExampledCommand(
            "packages",
            "List the packages for institutions: what they have, whether they were delivered, and if not, why.",
            "./domicile audit packages --state dead")
        {
            StateOption,
            RegionOption,
            InstitutionOption,
            LastOption,
            WorldArguments.Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var addresses = WorldArguments.Of(parsed).ReadRunning();
        var institution = parsed.GetValue(InstitutionOption);
        var regions = AuditArguments.Select(addresses.World, parsed.GetValue(RegionOption), institution)
            .Select(one => one.Region)
            .Distinct();
        var rows = new List<PackageRow>();
        foreach (var region in regions)
        {
            rows.AddRange(await ReadAsync(
                addresses,
                region,
                (institution, parsed.GetValue(StateOption), parsed.GetValue(LastOption) ?? LinesDefault),
                cancellation));
        }

        if (parsed.GetValue(WorldArguments.Json))
        {
            Terminal.WriteJson(rows);
        }
        else
        {
            Print(rows);
        }

        return 0;
    }

    private static async Task<List<PackageRow>> ReadAsync(
        WorldAddresses addresses,
        string region,
        (string? Institution, string? State, int Last) chosen,
        CancellationToken cancellation)
    {
        var address = addresses.Address(addresses.Node($"{region}/register"), NodeRoles.Owner);
        await using var connection = new NpgsqlConnection(address.PatientConnectionString("domicile audit"));
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand(ReadPackages, connection);
        command.Parameters.AddWithValue(NpgsqlDbType.Text, chosen.Institution ?? (object)DBNull.Value);
        command.Parameters.AddWithValue(NpgsqlDbType.Text, chosen.State ?? (object)DBNull.Value);
        command.Parameters.AddWithValue(chosen.Last);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<PackageRow>();
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(new PackageRow(
                region,
                reader.GetString(0),
                reader.GetInt64(1),
                PackageHead.IdOf(region, reader.GetString(0), reader.GetInt64(1)),
                reader.GetString(2),
                reader.GetInt32(3),
                reader.GetFieldValue<DateTimeOffset>(4),
                reader.GetInt32(5),
                reader.IsDBNull(6) ? null : reader.GetFieldValue<DateTimeOffset>(6),
                reader.IsDBNull(7) ? null : reader.GetFieldValue<DateTimeOffset>(7),
                reader.IsDBNull(8) ? null : reader.GetString(8)));
        }

        return rows;
    }

    private static void Print(List<PackageRow> rows)
    {
        if (rows.Count == 0)
        {
            Console.Out.WriteLine("There is no such package.");
            return;
        }

        var table = Terminal.Table("package", "state", "documents", "cut", "tries", "delivered, or why not");
        foreach (var column in new[] { 2, 4 })
        {
            table.Columns[column].Alignment = Justify.Right;
        }

        foreach (var row in rows)
        {
            table.AddRow(
                row.Package,
                row.State == "dead" ? "[red]dead[/]" : row.State,
                row.Documents.ToString(CultureInfo.InvariantCulture),
                Text(row.CutAt),
                row.Tries.ToString(CultureInfo.InvariantCulture),
                Markup.Escape(row.Failure ?? (row.DeliveredAt is { } at ? Text(at) : "")));
        }

        Terminal.Out.Write(table);
    }

    private static string Text(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
