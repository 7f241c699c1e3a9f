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

    /// <summary>What the SDK threw, as this project's callers know it, after all its tries.</summary>
    /// <param name="what">What was called and where, for the message.</param>
    /// <param name="exception">As it came.</param>
    public static Exception Translate(string what, Exception exception) => exception switch
    {
        AmazonServiceException e when (int)e.StatusCode >= 400 && !IsTransient(e.ErrorCode ?? "", e.StatusCode) =>
            new AwsRefusedException(
                e.ErrorCode ?? "", e.StatusCode, $"{what} was refused ({e.ErrorCode}): {e.Message}", e),
        AmazonServiceException e => new AwsUnavailableException(
            e.ErrorCode ?? AwsUnavailableException.Unreachable, $"{what} failed ({e.ErrorCode}): {e.Message}", e),
        _ => new AwsUnavailableException(
            AwsUnavailableException.Unreachable, $"{what} got no answer: {exception.Message}", exception),
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
