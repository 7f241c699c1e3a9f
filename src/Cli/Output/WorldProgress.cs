using Domicile.Local.Worlds;
using Spectre.Console;

namespace Domicile.Cli.Output;

/// <summary>Prints what happens in a world, one line an event, at once. Faults go to the error stream.</summary>
internal sealed class WorldProgress(bool json) : IProgress<WorldEvent>
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
                var console = value.IsFault ? Terminal.Error : Terminal.Out;
                var colour = value.IsFault ? "red" : "grey";
                console.MarkupLineInterpolated($"[{colour}]{value.Subject}[/] {value.Text}");
            }
        }
    }
}
