using System.CommandLine;
using Domicile.Cli.Output;
using Domicile.Ledger.Privacy.Catalogue;
using Domicile.Ledger.Privacy.Record;
using Domicile.Local.Queue;
using Domicile.Local.Worlds;

namespace Domicile.Cli.Privacy;

/// <summary><c>./domicile privacy record</c>: the record of processing activities, Art. 30 of the GDPR.</summary>
internal static class RecordCommand
{
    private static readonly Option<FileInfo> OutOption = new("--out")
    {
        Description = "Write it to this file, which must not be there yet [default: print it]",
        HelpName = "FILE",
    };

    public static Command Create()
    {
        var command = new ExampledCommand(
            "record",
            "Write the record of processing (GDPR Art. 30) from the catalogue of data and the topology file.",
            "./domicile privacy record --out record.md",
            "./domicile privacy record --json")
        {
            WorldArguments.Topology,
            OutOption,
            WorldArguments.Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var file = parsed.GetValue(WorldArguments.Topology)?.FullName ?? Path.Combine(Checkout.Folder, "domicile.json");
        var record = ProcessingRecord.Of(
            World.ReadTopology(file),
            [.. DataCatalogue.Tables, .. QueueTables.All],
            DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime));
        var text = parsed.GetValue(WorldArguments.Json)
            ? Terminal.ToJson(record) + "\n"
            : RecordMarkdown.Write(record);
        if (parsed.GetValue(OutOption) is not { } target)
        {
            await Console.Out.WriteAsync(text.AsMemory(), cancellation);
            return 0;
        }

        await using var stream = new FileStream(target.FullName, FileMode.CreateNew, FileAccess.Write);
        await using var writer = new StreamWriter(stream);
        await writer.WriteAsync(text.AsMemory(), cancellation);
        return 0;
    }
}
