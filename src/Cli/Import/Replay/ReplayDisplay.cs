using System.Diagnostics;
using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Domicile.Cli.Import.Replay;

/// <summary>
/// Shows how far replays are while they run: a bar each with what is done, the rate and the time left on a terminal,
/// and a plain line each every two seconds elsewhere.
/// </summary>
internal sealed class ReplayDisplay(IAnsiConsole console, params IReadOnlyList<ReplayProgress> replays)
{
    private static readonly TimeSpan BarPeriod = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LinePeriod = TimeSpan.FromSeconds(2);

    private readonly long startedAt = Stopwatch.GetTimestamp();

    /// <summary>Shows until the work has ended, and ends as it does.</summary>
    public async Task<T> WhileAsync<T>(Task<T> work)
    {
        if (console.Profile.Out.IsTerminal)
        {
            await ShowBarsAsync(work);
        }
        else
        {
            await WriteLinesAsync(work);
        }

        return await work;
    }

    private Task ShowBarsAsync(Task work) => console.Progress()
        .AutoClear(false)
        .Columns(
            new TaskDescriptionColumn(),
            new ProgressBarColumn(),
            new PercentageColumn(),
            new FigureColumn(region => Figures(replays.First(r => r.Region == region))))
        .StartAsync(async bars =>
        {
            var shown = replays.Select(r => (Bar: bars.AddTask(r.Region, maxValue: r.TotalCount), Replay: r)).ToList();
            using var timer = new PeriodicTimer(BarPeriod);
            do
            {
                await Task.WhenAny(work, timer.WaitForNextTickAsync().AsTask());
                foreach (var (bar, replay) in shown)
                {
                    bar.Value = replay.DoneCount;
                }
            }
            while (!work.IsCompleted);
        });

    private async Task WriteLinesAsync(Task work)
    {
        using var timer = new PeriodicTimer(LinePeriod);
        do
        {
            await Task.WhenAny(work, timer.WaitForNextTickAsync().AsTask());
            foreach (var replay in replays)
            {
                console.WriteLine($"{replay.Region}: {Figures(replay)}");
            }
        }
        while (!work.IsCompleted);
    }

    private string Figures(ReplayProgress replay)
    {
        var seconds = Stopwatch.GetElapsedTime(startedAt).TotalSeconds;
        var rate = replay.DoneCount / Math.Max(seconds, 0.001);
        var leftCount = replay.TotalCount - replay.DoneCount;
        var left = leftCount == 0
            ? "done"
            : rate > 0 ? $"{TimeSpan.FromSeconds(Math.Ceiling(leftCount / rate)):hh\\:mm\\:ss} left" : "starting";
        return string.Create(
            CultureInfo.InvariantCulture, $"{replay.DoneCount:N0} of {replay.TotalCount:N0}, {rate:N0}/s, {left}");
    }

    private sealed class FigureColumn(Func<string, string> figures) : ProgressColumn
    {
        protected override bool NoWrap => true;

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Text(figures(task.Description));
    }
}
