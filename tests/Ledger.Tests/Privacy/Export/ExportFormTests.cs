using System.IO.Compression;
using Domicile.Ledger.Privacy.Catalogue;
using Domicile.Ledger.Privacy.Export;
using Domicile.Ledger.Privacy.Export.Forms;
using Domicile.Sharding.Users;

namespace Domicile.Ledger.Tests.Privacy.Export;

public sealed class ExportFormTests
{
    private static readonly ExportHead Head = new(
        new UserId("eu", 1), DateTimeOffset.UnixEpoch.AddYears(20), new RetentionYears(10, 10, 3, 3));

    private static readonly ExportTable Table = ExportPlan.Tables.First(table => table.Name == "posting");

    [Fact]
    public async Task A_zip_is_written_forward_and_asynchronously_only()
    {
        using var memory = new MemoryStream();
        await using (var target = new ForwardStream(memory))
        {
            await WriteAsync(new CsvZipForm(target), rowCount: 10_000, problem: null);
        }

        memory.Position = 0;
        using var zip = new ZipArchive(memory);
        Assert.Equal(
            ["schema.json", "posting.csv", "recipients.csv", "end.json"], zip.Entries.Select(entry => entry.FullName));
        using var reader = new StreamReader(zip.GetEntry("posting.csv")!.Open());
        Assert.Equal(10_001, (await reader.ReadToEndAsync()).Split("\r\n").Length - 1);
    }

    [Fact]
    public async Task A_zip_that_stopped_in_the_middle_is_opened_by_nobody()
    {
        using var memory = new MemoryStream();
        await WriteAsync(new CsvZipForm(new ForwardStream(memory)), rowCount: 10, problem: "eu/s1 does not answer.");

        memory.Position = 0;
        Assert.Throws<InvalidDataException>(() => new ZipArchive(memory));
    }

    [Fact]
    public async Task Lines_that_stopped_in_the_middle_say_so_and_why()
    {
        using var memory = new MemoryStream();
        await WriteAsync(new JsonLinesForm(new ForwardStream(memory)), rowCount: 3, problem: "eu/s1 does not answer.");

        var lines = System.Text.Encoding.UTF8.GetString(memory.ToArray()).Split('\n');
        Assert.Equal(6, lines.Length);
        Assert.StartsWith(
            """{"line":"end","complete":false,"problem":"eu/s1 does not answer.","rows":3""",
            lines[^2],
            StringComparison.Ordinal);
    }

    private static async Task WriteAsync(IExportForm form, int rowCount, string? problem)
    {
        await form.BeginAsync(Head, CancellationToken.None);
        var cells = Table.Columns.Select(_ => new ExportCell(ExportCellKind.Number, "7")).ToList();
        for (var i = 0; i < rowCount; i++)
        {
            await form.WriteAsync(new ExportRow(Table, cells), CancellationToken.None);
        }

        var counts = new Dictionary<string, long>(StringComparer.Ordinal) { [Table.Name] = rowCount };
        await form.EndAsync(new ExportEnd(counts, [], problem), CancellationToken.None);
    }

    /// <summary>As an answer over HTTP is: no seeking, no reading, no synchronous writing.</summary>
    private sealed class ForwardStream(Stream target) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush() => throw new InvalidOperationException("Synchronous.");

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) =>
            throw new InvalidOperationException("Synchronous.");

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override Task WriteAsync(
            byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            target.WriteAsync(buffer, offset, count, cancellationToken);

        public override ValueTask WriteAsync(
            ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            target.WriteAsync(buffer, cancellationToken);
    }
}
