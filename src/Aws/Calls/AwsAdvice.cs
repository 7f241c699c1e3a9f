using System.Collections.Frozen;

namespace Domicile.Aws.Calls;

/// <summary>
/// What an operator looks at when AWS does not do a call, by the code that it gives. The codes are those of "Common
/// errors" in the services' references, and of KMS, SQS, S3 and Secrets Manager themselves.
/// </summary>
public static class AwsAdvice
{
    private const string Rights =
        "the role's policy, that of the key, queue, bucket or secret, or a service control policy does not allow it";

    private const string Credentials =
        "AWS does not know the credentials: of a deleted role, of another partition, or cut short";

    private const string Ended = "the credentials have ended: the role's session is over and nothing renewed it";
    private const string Clock = "this machine's clock is wrong by minutes: see to its time service";
    private const string Absent =
        "there is no such thing in this AWS Region and account: deploy it, or mend the topology";
    private const string OtherRegion = "it is in another AWS Region than the topology says";
    private const string Quota = "it is asked for too often: look at the quotas of the account";

    private static readonly FrozenDictionary<string, string> ByCode = new Dictionary<string, string>
    {
        ["AccessDenied"] = Rights,
        ["AccessDeniedException"] = Rights,
        ["UnauthorizedOperation"] = Rights,
        ["NotAuthorized"] = Rights,
        ["AuthorizationErrorException"] = Rights,
        ["UnrecognizedClientException"] = Credentials,
        ["InvalidClientTokenId"] = Credentials,
        ["InvalidAccessKeyId"] = Credentials,
        ["InvalidToken"] = Credentials,
        ["MissingAuthenticationToken"] = Credentials,
        ["MissingAuthenticationTokenException"] = Credentials,
        ["OptInRequired"] = "the account has not enabled this AWS Region or service",
        ["ExpiredToken"] = Ended,
        ["ExpiredTokenException"] = Ended,
        ["TokenRefreshRequired"] = Ended,
        [AwsUnavailableException.NoCredentials] = "the place that gives this process its role does not answer",
        ["RequestTimeTooSkewed"] = Clock,
        ["RequestExpired"] = Clock,
        ["RequestInTheFuture"] = Clock,
        ["InvalidSignatureException"] = $"{Clock}; or the secret key is not that of the access key",
        ["SignatureDoesNotMatch"] = $"{Clock}; or the secret key is not that of the access key",
        ["DisabledException"] = "the key is disabled: enable it",
        ["KMSInvalidStateException"] = "the key's deletion is scheduled: cancel it, unless a rotation did it",
        ["NotFoundException"] = Absent,
        ["ResourceNotFoundException"] = Absent,
        ["ParameterNotFound"] = Absent,
        ["NoSuchBucket"] = Absent,
        ["QueueDoesNotExist"] = Absent,
        ["AWS.SimpleQueueService.NonExistentQueue"] = Absent,
        ["PermanentRedirect"] = OtherRegion,
        ["AuthorizationHeaderMalformed"] = OtherRegion,
        ["IllegalLocationConstraintException"] = OtherRegion,
        ["ThrottlingException"] = Quota,
        ["Throttling"] = Quota,
        ["RequestThrottled"] = Quota,
        ["SlowDown"] = Quota,
        ["LimitExceededException"] = Quota,
        [AwsUnavailableException.Unreachable] =
            "no answer came: look at the endpoint, its security group and AWS's health",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>One clause without a full stop; null for a code that says enough, or that nobody has met.</summary>
    public static string? Of(string code) => ByCode.GetValueOrDefault(code);

    /// <summary>A call and its code, such as <c>Encrypt of kms in eu-west-1 (ThrottlingException)</c>.</summary>
    public static string Name(string call, string code) => IsCode(code) ? $"{call} ({code})" : call;

    /// <summary>
    /// A call that was not done in one line for a log: what was called and where, the code, and what to look at. Never
    /// what the service said, which may repeat the call's parameters.
    /// </summary>
    /// <param name="call">Such as <c>Encrypt of kms in eu-west-1</c>.</param>
    /// <param name="code">As the service names it; a code of another form is left out.</param>
    public static string Line(string call, string code) =>
        Of(code) is { } advice ? $"{Name(call, code)}: {advice}" : Name(call, code);

    // A proxy on the way may answer with anything.
    private static bool IsCode(string code) =>
        code.Length is > 0 and <= 64 && code.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '.');
}
