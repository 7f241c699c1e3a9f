using System.Globalization;
using Domicile.Cli.Output;
using Domicile.Ledger.Privacy.Breach;
using Domicile.Ledger.Privacy.Catalogue;
using Domicile.Sharding.Users;
using Spectre.Console;

namespace Domicile.Cli.Privacy;

/// <summary>Prints a user as soon as all of the user's rows were read, and at the end what it comes to.</summary>
internal sealed class BreachPrinter(bool isJson)
{
    private readonly List<ExposedRows> ofUser = [];

    public void Add(ExposedRows rows)
    {
        if (ofUser.Count > 0 && ofUser[0].User != rows.User)
        {
            PrintUser(ofUser[0].User);
        }

        ofUser.Add(rows);
    }

    public void End(string shard, (DateTimeOffset Since, DateTimeOffset Until) time, BreachTally tally)
    {
        if (ofUser.Count > 0)
        {
            PrintUser(ofUser[0].User);
        }

        if (isJson)
        {
            Terminal.WriteJsonLine(new
            {
                Summary = new { Shard = shard, time.Since, time.Until, tally.Users, Exposed = tally.Kinds },
            });
            return;
        }

        PrintTable(tally);
        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{tally.Users:N0} users of {shard} had data there between {time.Since:yyyy-MM-dd'T'HH:mm:ss'Z'} and "
            + $"{time.Until:yyyy-MM-dd'T'HH:mm:ss'Z'}."));
        Console.Out.WriteLine(
            "Encrypted columns could be read only by somebody who also had the key database and the region's wrapping "
            + "key; hashes could be compared only by somebody who also had the region's secret. Users erased from the "
            + "shard since are not listed. The authority is to be told within 72 hours of your becoming aware.");
    }

    private void PrintUser(UserId user)
    {
        var categories = ofUser.SelectMany(rows => BreachTally.CategoriesOf(rows.Table)).Distinct();
        if (isJson)
        {
            Terminal.WriteJsonLine(new
            {
                User = user.ToString(),
                Categories = categories,
                Tables = ofUser.Select(rows => new { rows.Table, rows.Held, rows.Written }),
            });
        }
        else
        {
            Console.Out.WriteLine($"{user}  {string.Join(", ", categories)}");
        }

        ofUser.Clear();
    }

    private static void PrintTable(BreachTally tally)
    {
        var table = Terminal.Table("category", "table", "users", "rows", "written then", "could be read", "columns");
        foreach (var number in (int[])[2, 3, 4])
        {
            table.Columns[number].RightAligned();
        }

        foreach (var kind in tally.Kinds)
        {
            table.AddRow(
                kind.Category,
                kind.Table,
                Count(kind.Users),
                Count(kind.Rows),
                Count(kind.Written),
                kind.Protection switch
                {
                    Protection.Plain => "yes",
                    Protection.Sealed => "no: encrypted",
                    Protection.KeyedHash => "no: a keyed hash",
                    _ => "no: wrapped",
                },
                string.Join(", ", kind.Columns));
        }

        Terminal.Out.Write(table);
    }

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
