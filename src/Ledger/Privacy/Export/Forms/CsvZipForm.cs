using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Domicile.Ledger.Privacy.Export.Forms;

/// <summary>
/// An export as a zip: the schema, a CSV file a table, the recipients, and an end with counts. One that is not complete
/// has no end of the zip either, so that no program opens it.
/// </summary>
public sealed class CsvZipForm : IExportForm
{
    public const string MediaType = "application/zip";

    private const int BufferLength = 32 * 1024;

    private readonly ForwardBuffer target;
    private readonly ZipArchive zip;
    private readonly StringBuilder buffer = new();
    private Stream? entry;
    private ExportTable? current;
    private DateTimeOffset at;

    /// <param name="target">Stays the caller's; written forward and asynchronously only.</param>
    public CsvZipForm(Stream target)
    {
        this.target = new ForwardBuffer(target);
        zip = new ZipArchive(this.target, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8);
    }

    public async ValueTask BeginAsync(ExportHead head, CancellationToken cancellation)
    {
        at = head.At;
        await WriteJsonAsync("schema.json", json => ExportSchema.Write(json, head), cancellation);
    }

    public async ValueTask WriteAsync(ExportRow row, CancellationToken cancellation)
    {
        if (current != row.Table)
        {
            await CloseAsync(cancellation);
            current = row.Table;
            entry = Open($"{row.Table.Name}.csv");
            CsvText.Append(buffer, row.Table.Columns.Select(column => Text(ExportTable.FieldOf(column))));
        }

        CsvText.Append(buffer, row.Cells);
        if (buffer.Length > BufferLength)
        {
            await FlushAsync(cancellation);
        }
    }

    public async ValueTask EndAsync(ExportEnd end, CancellationToken cancellation)
    {
        await CloseAsync(cancellation);
        if (!end.IsComplete)
        {
            return;
        }

        entry = Open("recipients.csv");
        buffer.Append("kind,name,received\r\n");
        foreach (var one in end.Recipients)
        {
            CsvText.Append(buffer, [Text(one.Kind), Text(one.Name), Text(one.Received)]);
        }

        await CloseAsync(cancellation);
        await WriteJsonAsync("end.json", json => ExportSchema.Write(json, end), cancellation);
        zip.Dispose();
        await target.EmptyAsync(cancellation);
    }

    private static ExportCell Text(string text) => new(ExportCellKind.Text, text);

    private Stream Open(string name)
    {
        var made = zip.CreateEntry(name, CompressionLevel.Fastest);
        made.LastWriteTime = at;
        return made.Open();
    }

    private async Task WriteJsonAsync(string name, Action<Utf8JsonWriter> write, CancellationToken cancellation)
    {
        using (var stream = Open(name))
        {
            using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        await target.EmptyAsync(cancellation);
    }

    private async Task CloseAsync(CancellationToken cancellation)
    {
        if (entry is null)
        {
            return;
        }

        await FlushAsync(cancellation);
        entry.Dispose();
        (entry, current) = (null, null);
        await target.EmptyAsync(cancellation);
    }

    private async Task FlushAsync(CancellationToken cancellation)
    {
        entry!.Write(Encoding.UTF8.GetBytes(buffer.ToString()));
        buffer.Clear();
        await target.EmptyAsync(cancellation);
    }
}
