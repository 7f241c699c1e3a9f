using Domicile.Server.Logging;

namespace Domicile.Server.Workers;

/// <summary>Says in the log how passes fare, and counts those that failed. Lives as long as the server.</summary>
internal sealed class PassNews(ILogger<PassNews> log)
{
    private long failures;

    /// <summary>Runs that met a node that does not answer, or a mistake of ours, since the server started.</summary>
    public long FailureCount => Interlocked.Read(ref failures);

    /// <summary>A run failed, and will be tried again.</summary>
    public void NoteFailure() => Interlocked.Increment(ref failures);

    /// <summary>A pass waits for something.</summary>
    public void Waits(string pass, string on, string problem) => WorkerLines.Waits(log, pass, on, problem);

    /// <summary>A pass has what it waited for.</summary>
    public void GoesOn(string pass, string on) => WorkerLines.GoesOn(log, pass, on);

    /// <summary>A pass met a mistake of ours.</summary>
    public void Unexpected(string pass, string on, Exception mistake)
    {
        NoteFailure();
        WorkerLines.Unexpected(log, pass, on, ErrorTrace.Of(mistake));
    }
}
