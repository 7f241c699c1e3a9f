using System.CommandLine;

namespace Domicile.Cli.Benchmarks;

/// <summary><c>./domicile bench …</c>: each figure that the docs quote, measured here against its rival.</summary>
internal static class BenchCommand
{
    public static Command Create() => new ExampledCommand(
        "bench",
        "Measure Domicile against its rivals on this machine.",
        "./domicile bench audit",
        "./domicile bench ledger",
        "./domicile bench outbox",
        "./domicile bench routing",
        "./domicile bench transfers --cross 0,10,50,100")
    {
        BenchAuditCommand.Create(),
        BenchLedgerCommand.Create(),
        BenchOutboxCommand.Create(),
        BenchRoutingCommand.Create(),
        BenchTransfersCommand.Create(),
    };
}
