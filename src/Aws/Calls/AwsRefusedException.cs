using System.Net;

namespace Domicile.Aws.Calls;

/// <summary>
/// A service of AWS refused a call, and would again: a name that is wrong, a right that is missing, a form that it does
/// not know. Somebody has to mend something.
/// </summary>
/// <param name="code">As the service names it, such as <c>AccessDeniedException</c>.</param>
/// <param name="status">Of the answer.</param>
/// <param name="message">What was called, where, and what the service said.</param>
/// <param name="inner">What the SDK threw; null for the project's own client.</param>
public sealed class AwsRefusedException(string code, HttpStatusCode status, string message, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>As the service names it, such as <c>AccessDeniedException</c>.</summary>
    public string Code { get; } = code;

    /// <summary>What was called and where, such as <c>Encrypt of kms in eu-west-1</c>.</summary>
    public required string Call { get; init; }

    /// <summary>For a log, and for operators: names no user and no secret.</summary>
    public string Line => AwsAdvice.Line(Call, Code);

    /// <summary>Of the answer.</summary>
    public HttpStatusCode Status { get; } = status;
}
