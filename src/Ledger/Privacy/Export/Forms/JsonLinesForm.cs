using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Domicile.Ledger.Privacy.Export.Forms;

/// <summary>
/// An export as JSON lines: first the schema, then a line a row, the recipients, and an end with counts. A line
/// <c>end</c> that is missing, or says that it is not complete, tells that rows are missing too.
/// </summary>
/// <param name="target">Stays the caller's.</param>
public sealed class JsonLinesForm(Stream target) : IExportForm
{
    public const string MediaType = "application/x-ndjson";

    private const int BufferLength = 32 * 1024;

    // No part of a page: letters stay as people write them.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> buffer = new(BufferLength);

    public async ValueTask BeginAsync(ExportHead head, CancellationToken cancellation)
    {
        WriteLine("schema", json => ExportSchema.Write(json, head));
        await FlushAsync(cancellation);
    }

    public async ValueTask WriteAsync(ExportRow row, CancellationToken cancellation)
    {
        WriteLine(row.Table.Name, json => Write(json, row));
        if (buffer.WrittenCount > BufferLength)
        {
            await FlushAsync(cancellation);
        }
    }

    public async ValueTask EndAsync(ExportEnd end, CancellationToken cancellation)
    {
        foreach (var recipient in end.Recipients)
        {
            WriteLine("recipient", json =>
            {
                json.WriteString("kind", recipient.Kind);
                json.WriteString("name", recipient.Name);
                json.WriteString("received", recipient.Received);
            });
        }

        WriteLine("end", json => ExportSchema.Write(json, end));
        await FlushAsync(cancellation);
    }

    private static void Write(Utf8JsonWriter json, ExportRow row)
    {
        for (var i = 0; i < row.Cells.Count; i++)
        {
            json.WritePropertyName(ExportTable.FieldOf(row.Table.Columns[i]));
            var cell = row.Cells[i];
            switch (cell.Kind)
            {
                case ExportCellKind.None:
                    json.WriteNullValue();
                    break;
                case ExportCellKind.Number or ExportCellKind.Truth:
                    json.WriteRawValue(cell.Text!);
                    break;
                default:
                    json.WriteStringValue(cell.Text);
                    break;
            }
        }
    }

    private void WriteLine(string line, Action<Utf8JsonWriter> write)
    {
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("line", line);
            write(json);
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
    }

    private async ValueTask FlushAsync(CancellationToken cancellation)
    {
        await target.WriteAsync(buffer.WrittenMemory, cancellation);
        await target.FlushAsync(cancellation);
        buffer.ResetWrittenCount();
    }
}
