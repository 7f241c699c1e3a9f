using Domicile.Ledger;

namespace Domicile.Aws.Calls;

/// <summary>
/// A service of AWS did not answer in time, failed, or asked to be called less often, and went on doing so while the
/// call was repeated. Whether it was done is unknown; doing the same again later is right.
/// </summary>
/// <param name="code">
/// As the service names it, such as <c>RequestThrottled</c>; <c>Unreachable</c> when no answer came,
/// <c>NoCredentials</c> when nobody could be asked.
/// </param>
/// <param name="message">What was called, where, and what came back.</param>
/// <param name="inner">What broke; null when the service answered.</param>
public sealed class AwsUnavailableException(string code, string message, Exception? inner = null)
    : ServiceUnavailableException(message, inner)
{
    /// <summary>When no answer came.</summary>
    public const string Unreachable = "Unreachable";

    /// <summary>When nothing gave credentials to sign with.</summary>
    public const string NoCredentials = "NoCredentials";

    /// <summary>What was called and where, such as <c>Encrypt of kms in eu-west-1</c>.</summary>
    public required string Call { get; init; }

    /// <summary>For a log, and for operators: names no user and no secret.</summary>
    public string Line => AwsAdvice.Line(Call, Code);

    /// <summary>What was called and where, and the code.</summary>
    public override string Service => AwsAdvice.Name(Call, Code);

    /// <summary>As the service names it, or <see cref="Unreachable"/>.</summary>
    public string Code { get; } = code;
}
