using Domicile.Local.Worlds;
using Spectre.Console;

namespace Domicile.Cli.Output;

/// <summary>Prints what happens in a world, one line an event, at once. Faults go to the error stream.</summary>
/// <param name="json">Prints a JSON document an event.</param>
/// <param name="console">Where lines go that are not faults; null for the output stream.</param>
internal sealed class WorldProgress(bool json, IAnsiConsole? console = null) : IProgress<WorldEvent>
{
    private readonly Lock gate = new();

    public void Report(WorldEvent value)
    {
        lock (gate)
        {
            if (json)
            {
                Terminal.WriteJsonLine(value);
            }
            else
            {
                var target = value.IsFault ? Terminal.Error : console ?? Terminal.Out;
                var colour = value.IsFault ? "red" : "grey";
                target.MarkupLineInterpolated($"[{colour}]{value.Subject}[/] {value.Text}");
            }
        }
    }
}
