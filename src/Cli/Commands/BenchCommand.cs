using System.CommandLine;

namespace Domicile.Cli.Commands;

/// <summary><c>./domicile bench …</c>: each figure that the docs quote, measured here against its rival.</summary>
internal static class BenchCommand
{
    public static Command Create() => new ExampledCommand(
        "bench",
        "Measure Domicile against its rivals on this machine.",
        "./domicile bench ledger",
        "./domicile bench routing")
    {
        BenchLedgerCommand.Create(),
        BenchRoutingCommand.Create(),
    };
}
