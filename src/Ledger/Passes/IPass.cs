namespace Domicile.Ledger.Passes;

/// <summary>
/// One bounded piece of background work: does one batch and returns. It never loops, sleeps or schedules: how often it
/// runs is its host's business.
/// </summary>
public interface IPass
{
    /// <summary>In logs, metrics and configuration, such as <c>outbox-relay</c>.</summary>
    string Name { get; }

    /// <summary>Does one batch. Safe to stop at any await: what was not committed is done again.</summary>
    ValueTask<PassResult> RunAsync(CancellationToken cancellation);
}
