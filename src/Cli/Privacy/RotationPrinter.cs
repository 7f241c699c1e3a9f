using System.Globalization;
using Domicile.Ledger.Privacy.Keys.Rotation;

namespace Domicile.Cli.Privacy;

/// <summary>Says on the error stream how far a rotation of many keys is, once a second at most.</summary>
internal sealed class RotationPrinter(string region, TimeProvider time) : IProgress<RotationProgress>
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly long startedAt = time.GetTimestamp();
    private long? toldAt;

    public void Report(RotationProgress value)
    {
        var isDue = time.GetElapsedTime(toldAt ?? startedAt) >= Pause;
        if (value.Step == RotationStep.KeysWrapped && isDue)
        {
            toldAt = time.GetTimestamp();
            var rate = value.KeyCount / time.GetElapsedTime(startedAt).TotalSeconds;
            Console.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{region}: {value.KeyCount:N0} keys wrapped anew, {rate:N0}/s, {value.LeftCount:N0} left"));
        }
    }
}
