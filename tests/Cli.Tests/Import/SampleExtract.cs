using System.Globalization;

namespace Domicile.Cli.Tests.Import;

/// <summary>
/// Another extract of the same bank: some of the sample's accounts under other numbers, with its lines in another
/// order, quoted fields, a byte order mark and CRLF. Its sums are computed here by other means than the importer's.
/// </summary>
internal static class SampleExtract
{
    /// <summary>Writes the four files.</summary>
    /// <param name="offset">Added to every id, so that tests do not share accounts.</param>
    /// <returns>The exact balance of each account at the end.</returns>
    public static Dictionary<string, decimal> Write(string folder, int accountCount, long offset)
    {
        Directory.CreateDirectory(folder);
        var accounts = Lines("accounts.csv").Skip(1).Select(f => f[0]).Order().Take(accountCount).ToHashSet();
        Copy("accounts.csv", folder, offset, f => accounts.Contains(f[0]));
        Copy("holders.csv", folder, offset, f => accounts.Contains(f[2]));
        Copy("clients.csv", folder, offset, _ => true);
        Copy("transactions.csv", folder, offset, f => accounts.Contains(f[1]));
        return Lines("transactions.csv").Skip(1).Where(f => accounts.Contains(f[1])).GroupBy(f => f[1]).ToDictionary(
            g => Moved(g.Key, offset),
            g => g.Sum(f => decimal.Parse(f[5], CultureInfo.InvariantCulture) * (f[3] == "credit" ? 1 : -1)));
    }

    private static IEnumerable<string[]> Lines(string file) =>
        File.ReadLines(Path.Combine(Checkout.Folder, "samples", "czech-bank", file)).Select(l => l.Split(';'));

    private static void Copy(string file, string folder, long offset, Func<string[], bool> isWanted)
    {
        var lines = Lines(file).ToList();
        string[] ids = ["account_id", "client_id", "disp_id", "trans_id"];
        var rows = lines.Skip(1).Where(isWanted).ToArray();
        new Random(7).Shuffle(rows);
        var text = rows.Select(fields => string.Join(
            ';', fields.Select((f, i) => ids.Contains(lines[0][i]) ? $"\"{Moved(f, offset)}\"" : $"\"{f}\"")));
        File.WriteAllText(
            Path.Combine(folder, file), "\uFEFF" + string.Join("\r\n", text.Prepend(string.Join(';', lines[0]))));
    }

    private static string Moved(string id, long offset) =>
        (long.Parse(id, CultureInfo.InvariantCulture) + offset).ToString(CultureInfo.InvariantCulture);
}
