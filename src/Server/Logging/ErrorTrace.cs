using System.Diagnostics;
using System.Text;
using Domicile.Aws.Calls;
using Domicile.Aws.Queue;
using Domicile.Ledger.Privacy.Keys;
using Npgsql;

namespace Domicile.Server.Logging;

/// <summary>
/// What the log may say of an exception: types, SQL states, codes of AWS and the methods it passed, in one line. Never
/// the message of a database or a service, which may repeat what a caller sent.
/// </summary>
internal static class ErrorTrace
{
    private const int FrameCountMax = 12;

    public static string Of(Exception exception)
    {
        var line = new StringBuilder();
        for (var e = exception; e is not null; e = e.InnerException)
        {
            line.Append(line.Length == 0 ? "" : " < ").Append(e.GetType().Name);
            if (e is PostgresException error)
            {
                line.Append(' ').Append(error.SqlState).Append(' ').Append(error.TableName ?? error.ConstraintName);
            }
            else if (OfService(e) is { } said)
            {
                line.Append(" (").Append(said).Append(')');
            }
        }

        foreach (var frame in new StackTrace(exception).GetFrames().Take(FrameCountMax))
        {
            var method = frame.GetMethod();
            line.Append(" at ").Append(method?.DeclaringType?.FullName).Append('.').Append(method?.Name);
        }

        return line.ToString();
    }

    /// <summary>What a service of the cloud did not do, without its own words; null for anything else.</summary>
    public static string? OfService(Exception exception) => exception switch
    {
        AwsRefusedException e => e.Line,
        AwsUnavailableException e => e.Line,
        WrappingKeyMissingException or QueueMissingException => exception.Message,
        _ => null,
    };
}
