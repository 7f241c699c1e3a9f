using System.Text;

namespace Domicile.Cli.Import.Reading;

/// <summary>
/// Reads a file of semicolon-separated lines whose first line names the columns. Strict about the columns, their order
/// and their number in every line; at ease with a byte order mark, CRLF, quoted fields and empty lines at the end.
/// </summary>
internal static class SemicolonFile
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The sound lines below the header. Those that are not are added to the mistakes and left out.</summary>
    public static IEnumerable<CzechRow> Read(string path, string[] columns, LineMistakes mistakes)
    {
        var name = Path.GetFileName(path);
        if (Load(path, name, mistakes) is not { } content)
        {
            yield break;
        }

        var header = string.Join(';', columns);
        var number = 0;
        foreach (var bytes in Lines(content))
        {
            number++;
            var fields = Split(content.AsSpan(bytes), out var mistake);
            if (number == 1 && !columns.SequenceEqual(fields))
            {
                mistakes.Add(name, 1, $"the header must be '{header}'.");
                yield break;
            }

            if (fields.Length != columns.Length)
            {
                mistake ??= $"{fields.Length} fields instead of {columns.Length} ({header}).";
            }

            if (mistake is not null)
            {
                mistakes.Add(name, number, mistake);
            }
            else if (number > 1)
            {
                yield return new CzechRow(name, number, columns, fields, mistakes);
            }
        }

        if (number == 0)
        {
            mistakes.Add(name, 0, $"it is empty; its first line must be '{header}'.");
        }
    }

    private static byte[]? Load(string path, string name, LineMistakes mistakes)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            mistakes.Add(name, 0, $"there is no such file in {Path.GetDirectoryName(path)}.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            mistakes.Add(name, 0, $"it cannot be read: {e.Message}");
        }

        return null;
    }

    /// <summary>Where each line stands, without its end and without the empty lines that close the file.</summary>
    private static List<Range> Lines(byte[] content)
    {
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        var lines = new List<Range>();
        var lastFull = 0;
        for (var start = content.AsSpan().StartsWith(mark) ? mark.Length : 0; start < content.Length;)
        {
            var length = content.AsSpan(start).IndexOf((byte)'\n');
            var next = length < 0 ? content.Length : start + length + 1;
            var end = length < 0 ? content.Length : start + length;
            end -= end > start && content[end - 1] == '\r' ? 1 : 0;
            lines.Add(start..end);
            lastFull = end > start ? lines.Count : lastFull;
            start = next;
        }

        lines.RemoveRange(lastFull, lines.Count - lastFull);
        return lines;
    }

    private static string[] Split(ReadOnlySpan<byte> bytes, out string? mistake)
    {
        mistake = bytes.IsEmpty ? "the line is empty." : null;
        string line;
        try
        {
            line = Utf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            mistake = "it is not UTF-8 text.";
            return [];
        }

        return line.Contains('"') ? SplitQuoted(line, out mistake) : line.Split(';');
    }

    /// <summary>Fields in double quotes, in which two stand for one; they do not run on to the next line.</summary>
    private static string[] SplitQuoted(string line, out string? mistake)
    {
        mistake = null;
        var fields = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"')
            {
                field.Append(line[i++]);
            }
            else if (line[i] == '"')
            {
                quoted = !quoted;
            }
            else if (line[i] == ';' && !quoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
            {
                field.Append(line[i]);
            }
        }

        fields.Add(field.ToString());
        mistake = quoted ? "a quoted field has no end." : null;
        return [.. fields];
    }
}
