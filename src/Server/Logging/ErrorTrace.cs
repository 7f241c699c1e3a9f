using System.Diagnostics;
using System.Text;
using Npgsql;

namespace Domicile.Server.Logging;

/// <summary>
/// What the log may say of an exception: types, SQL states and the methods it passed, in one line. Never its message,
/// which may repeat what a caller sent.
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
        }

        foreach (var frame in new StackTrace(exception).GetFrames().Take(FrameCountMax))
        {
            var method = frame.GetMethod();
            line.Append(" at ").Append(method?.DeclaringType?.FullName).Append('.').Append(method?.Name);
        }

        return line.ToString();
    }
}
