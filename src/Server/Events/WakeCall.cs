using Domicile.Ledger;
using Domicile.Ledger.Queue;
using Domicile.Server.Books;

namespace Domicile.Server.Events;

/// <summary>
/// Calls the region's workers as soon as something was committed, by a message without content: where nothing runs by
/// itself, they would else hear of it from the schedule only. Commits while a message is under way are told by one
/// more. The answer to a request waits for it a quarter of a second at most, because the process may stand still as
/// soon as it is given. A message that is not sent costs time and nothing else. Lives as long as the server.
/// </summary>
internal sealed class WakeCall
{
    /// <summary>The longest that an answer waits for it.</summary>
    public static readonly TimeSpan WaitMax = TimeSpan.FromMilliseconds(250);

    // Longer than this, and the next commit's message is as good.
    private static readonly TimeSpan SendMax = TimeSpan.FromSeconds(3);

    // Nothing reads it.
    private static readonly byte[] Body = "wake"u8.ToArray();

    private readonly Lock gate = new();
    private readonly IMessageQueue queue;
    private readonly TimeProvider time;
    private readonly ILogger<WakeCall> log;
    private Task sending = Task.CompletedTask;
    private bool isSending;
    private bool isAgain;

    public WakeCall(RegionBooks books, IMessageQueue queue, ILogger<WakeCall> log)
    {
        (this.queue, time, this.log) = (queue, books.Ledger.Time, log);
        books.Ledger.Signals.Heard = _ => Call();
    }

    /// <summary>Waits a little for the message that is under way, if there is one.</summary>
    public async Task WaitAsync()
    {
        var now = Volatile.Read(ref sending);
        if (!now.IsCompleted)
        {
            await Task.WhenAny(now, Task.Delay(WaitMax, time));
        }
    }

    private void Call()
    {
        lock (gate)
        {
            isAgain = isSending;
            if (!isSending)
            {
                isSending = true;
                Volatile.Write(ref sending, Task.Run(SendAsync));
            }
        }
    }

    private async Task SendAsync()
    {
        do
        {
            using var limit = new CancellationTokenSource(SendMax, time);
            try
            {
                await queue.SendAsync([Body], limit.Token);
            }
            catch (OperationCanceledException)
            {
                EventLines.NotWoken(log, "the queue does not answer");
            }
            catch (Exception e) when (ShardFailure.IsUnavailable(e))
            {
                EventLines.NotWoken(log, ShardFailure.Reason(e));
            }
            catch (Exception e)
            {
                EventLines.NotWoken(log, Logging.ErrorTrace.Of(e));
            }
        }
        while (MustAgain());
    }

    private bool MustAgain()
    {
        lock (gate)
        {
            isSending = isAgain;
            isAgain = false;
            return isSending;
        }
    }
}
