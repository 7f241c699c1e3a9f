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
    public static IEnumerable<CzechRow> Read(string folder, FileForm form)
    {
        if (Load(folder, form) is not { } content)
        {
            yield break;
        }

        var number = 0;
        foreach (var bytes in Lines(content))
        {
            number++;
            var fields = Split(content.AsSpan(bytes), out var mistake);
            if (number == 1 && !form.Columns.SequenceEqual(fields))
            {
                form.Mistakes.Add(form.File, 1, $"the header must be '{form.Header}'.");
                yield break;
            }

            if (fields.Length != form.Columns.Length)
            {
                mistake ??= $"{fields.Length} fields instead of {form.Columns.Length} ({form.Header}).";
            }

            if (mistake is not null)
            {
                form.Mistakes.Add(form.File, number, mistake);
            }
            else if (number > 1)
            {
                yield return new CzechRow(form, number, fields);
            }
        }

        if (number == 0)
        {
            form.Mistakes.Add(form.File, 0, $"it is empty; its first line must be '{form.Header}'.");
        }
    }

    private static byte[]? Load(string folder, FileForm form)
    {
        try
        {
            return File.ReadAllBytes(Path.Combine(folder, form.File));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            form.Mistakes.Add(form.File, 0, $"there is no such file in {folder}.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            form.Mistakes.Add(form.File, 0, $"it cannot be read: {e.Message}");
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
