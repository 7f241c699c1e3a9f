using System.Net;
using Amazon.Runtime;

namespace Domicile.Aws.Calls;

/// <summary>What the codes of AWS mean for whoever called.</summary>
internal static class AwsCodes
{
    private static readonly HashSet<string> Transient = new(StringComparer.Ordinal)
    {
        // Asked too often.
        "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottled", "RequestThrottledException",
        "TooManyRequestsException", "RequestLimitExceeded", "BandwidthLimitExceeded",
        "ProvisionedThroughputExceededException", "SlowDown", "PriorRequestNotComplete", "KmsThrottled",
        "EC2ThrottledException", "TransactionInProgressException",

        // The service is at fault.
        "InternalError", "InternalFailure", "InternalServerError", "InternalServiceError",
        "InternalServiceErrorException", "KMSInternalException", "DependencyTimeoutException", "ServiceUnavailable",
        "ServiceUnavailableException", "RequestTimeout", "RequestTimeoutException", "OperationAborted",

        // Credentials that ended on the way are renewed before the next try.
        "ExpiredToken", "ExpiredTokenException",
    };

    /// <summary>The same call may succeed soon.</summary>
    public static bool IsTransient(string code, HttpStatusCode status) =>
        (int)status >= 500 || status == HttpStatusCode.TooManyRequests || Transient.Contains(code);

    /// <summary>What a service answered instead of doing the call, after all tries.</summary>
    /// <param name="what">What was called and where.</param>
    /// <param name="code">As the service names it.</param>
    /// <param name="answer">Its status, and its own words.</param>
    /// <param name="inner">What the SDK threw; null for the project's own client.</param>
    public static Exception Failure(
        string what, string code, (HttpStatusCode Status, string Message) answer, Exception? inner = null)
    {
        var advice = AwsAdvice.Of(code) is { } known ? $" What to look at: {known}." : "";
        return IsTransient(code, answer.Status)
            ? new AwsUnavailableException(code, $"{what} failed ({code}): {answer.Message}{advice}", inner)
            {
                Call = what,
            }
            : new AwsRefusedException(
                code, answer.Status, $"{what} was refused ({code}): {answer.Message}{advice}", inner)
            {
                Call = what,
            };
    }

    /// <summary>The same for a call that nothing came back from.</summary>
    /// <param name="what">What was called and where.</param>
    /// <param name="reason">Why, in words for whoever reads the exception.</param>
    /// <param name="inner">What broke.</param>
    public static AwsUnavailableException Silence(string what, string reason, Exception inner) => new(
        AwsUnavailableException.Unreachable, $"{what} got no answer: {reason}", inner)
    {
        Call = what,
    };

    /// <summary>Credentials to sign a call with; they are renewed when they end soon.</summary>
    /// <exception cref="AwsUnavailableException">Whoever gives them does not.</exception>
    public static async Task<ImmutableCredentials> SignAsAsync(SiteAccess site, string what)
    {
        try
        {
            return await site.Credentials.GetCredentialsAsync();
        }
        catch (Exception e) when (IsOfCall(e, CancellationToken.None))
        {
            throw new AwsUnavailableException(
                AwsUnavailableException.NoCredentials, $"{what} could not be signed: {e.Message}", e)
            {
                Call = what,
            };
        }
    }

    /// <summary>What the SDK threw, as this project's callers know it, after all its tries.</summary>
    /// <param name="what">What was called and where, for the message.</param>
    /// <param name="exception">As it came.</param>
    public static Exception Translate(string what, Exception exception) => exception switch
    {
        AmazonServiceException { ErrorCode: { Length: > 0 } code } e when (int)e.StatusCode >= 400 =>
            Failure(what, code, (e.StatusCode, e.Message), e),
        _ => Silence(what, exception.Message, exception),
    };

    /// <summary>What the SDK throws when a call fails, and not when it is stopped or misused.</summary>
    public static bool IsOfCall(Exception exception, CancellationToken cancellation) => exception switch
    {
        AmazonServiceException or HttpRequestException or TimeoutException or IOException => true,
        AmazonClientException => true,
        OperationCanceledException => !cancellation.IsCancellationRequested,
        _ => false,
    };
}
