using Domicile.Ledger;
using Domicile.Server.Logging;
using Domicile.Server.Problems;
using Microsoft.AspNetCore.Connections;

namespace Domicile.Server.Hosting;

/// <summary>
/// Sees to it that every refusal is a problem with words, and that no error is a 5xx other than 503. Every call of this
/// API may be repeated (by its key, or because a second time changes nothing), so after an error of ours the answer is
/// 503 with Retry-After: whether the write happened is then told by the repetition.
/// </summary>
internal sealed class ErrorAnswers(RequestDelegate next, ILogger<ErrorAnswers> log)
{
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
            if (!http.Response.HasStarted && http.Response.StatusCode >= 400 && http.Response.ContentLength is null)
            {
                await ProblemAnswer.OfStatus(http.Response.StatusCode, http.Request).ExecuteAsync(http);
            }
        }
        catch (Exception e) when (e is ConnectionResetException
            || (e is OperationCanceledException or IOException && http.RequestAborted.IsCancellationRequested))
        {
            // The caller is gone: there is nobody to answer, and its key tells what became of a write.
            ErrorLog.CallerGone(log, RequestName.Of(http));
        }
        catch (BadHttpRequestException e)
        {
            await AnswerAsync(http, ProblemAnswer.OfStatus(e.StatusCode, http.Request));
        }
        catch (Exception e) when (ShardFailure.IsUnavailable(e))
        {
            ErrorLog.NodeFailed(log, RequestName.Of(http), ErrorTrace.Of(e));
            await AnswerAsync(http, ProblemAnswer.Of(ShardFailure.Unavailable("A node of the region", e)));
        }
        catch (Exception e) when (ErrorTrace.OfService(e) is { } refused)
        {
            ErrorLog.Refused(log, RequestName.Of(http), ErrorTrace.Of(e));
            await AnswerAsync(http, new ProblemAnswer(
                HttpProblems.ServiceRefused,
                $"A service that this server works with refuses it: {refused.TrimEnd('.')}. The request may be right; "
                + "an operator has to mend this."));
        }
        catch (Exception e)
        {
            ErrorLog.Unexpected(log, RequestName.Of(http), ErrorTrace.Of(e));
            await AnswerAsync(http, new ProblemAnswer(HttpProblems.Unexpected, HttpProblems.Unexpected.Advice));
        }
    }

    // Half an answer cannot be taken back: the connection ends, and the caller sees that it was not whole.
    private static Task AnswerAsync(HttpContext http, ProblemAnswer problem)
    {
        if (http.Response.HasStarted)
        {
            http.Abort();
            return Task.CompletedTask;
        }

        http.Response.Clear();
        return problem.ExecuteAsync(http);
    }
}
