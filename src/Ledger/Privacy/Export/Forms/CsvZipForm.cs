using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Domicile.Ledger.Privacy.Export.Forms;

/// <summary>
/// An export as a zip: the schema, a CSV file a table, the recipients, and an end with counts. One that is not complete
/// has no end of the zip either, so that no program opens it.
/// </summary>
/// <param name="target">Stays the caller's; written forward only.</param>
public sealed class CsvZipForm(Stream target) : IExportForm, IAsyncDisposable
{
    public const string MediaType = "application/zip";

    private const int BufferLength = 32 * 1024;

    private readonly StringBuilder buffer = new();
    private ZipArchive? zip;
    private Stream? entry;
    private ExportTable? current;
    private DateTimeOffset at;

    public async ValueTask BeginAsync(ExportHead head, CancellationToken cancellation)
    {
        zip = await ZipArchive.CreateAsync(
            target, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, cancellation);
        at = head.At;
        await WriteJsonAsync("schema.json", json => ExportSchema.Write(json, head), cancellation);
    }

    public async ValueTask WriteAsync(ExportRow row, CancellationToken cancellation)
    {
        if (current != row.Table)
        {
            await CloseAsync(cancellation);
            current = row.Table;
            entry = await OpenAsync($"{row.Table.Name}.csv", cancellation);
            CsvText.Append(buffer, row.Table.Columns.Select(column =>
                new ExportCell(ExportCellKind.Text, ExportTable.FieldOf(column))));
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

        entry = await OpenAsync("recipients.csv", cancellation);
        buffer.Append("region,received\r\n");
        foreach (var region in end.Regions)
        {
            buffer.Append(region).Append(",\"the bare id, as the other side of transfers\"\r\n");
        }

        await CloseAsync(cancellation);
        await WriteJsonAsync("end.json", json => ExportSchema.Write(json, end), cancellation);
        await zip!.DisposeAsync();
    }

    /// <summary>Lets go of an entry that was cut short; never writes the end of the zip.</summary>
    public async ValueTask DisposeAsync()
    {
        if (entry is not null)
        {
            await entry.DisposeAsync();
        }
    }

    private async Task<Stream> OpenAsync(string name, CancellationToken cancellation)
    {
        var made = zip!.CreateEntry(name, CompressionLevel.Fastest);
        made.LastWriteTime = at;
        return await made.OpenAsync(cancellation);
    }

    private async Task WriteJsonAsync(string name, Action<Utf8JsonWriter> write, CancellationToken cancellation)
    {
        await using var stream = await OpenAsync(name, cancellation);
        await using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        write(json);
        json.WriteEndObject();
    }

    private async Task CloseAsync(CancellationToken cancellation)
    {
        if (entry is null)
        {
            return;
        }

        await FlushAsync(cancellation);
        await entry.DisposeAsync();
        (entry, current) = (null, null);
    }

    private async Task FlushAsync(CancellationToken cancellation)
    {
        await entry!.WriteAsync(Encoding.UTF8.GetBytes(buffer.ToString()), cancellation);
        buffer.Clear();
    }
}
