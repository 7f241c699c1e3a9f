using System.Globalization;

namespace Domicile.Costs.Platforms;

/// <summary>What Lambda and the HTTP API in front of it can bear; nothing can raise these.</summary>
public static class LambdaLimits
{
    /// <summary>Seconds after which a function is ended.</summary>
    public const decimal FunctionSeconds = 900m;

    /// <summary>Seconds after which an HTTP API stops waiting for an answer.</summary>
    public const decimal HttpApiSeconds = 30m;

    /// <summary>Bytes of a request or an answer of a function (6 MiB).</summary>
    public const decimal FunctionBytes = 6m * 1024m * 1024m;

    /// <summary>Bytes of a request or an answer of an HTTP API (10 MiB).</summary>
    public const decimal HttpApiBytes = 10m * 1024m * 1024m;

    /// <summary>Functions of an account that run at once in one AWS Region, unless AWS was asked for more.</summary>
    public const int ConcurrencyDefault = 1_000;

    /// <summary>Why Lambda cannot do it, a sentence each; empty when it can.</summary>
    /// <param name="requestSeconds">The longest time that a request may take, in seconds.</param>
    /// <param name="requestBytes">The largest body of a request or an answer, in bytes.</param>
    /// <param name="passSeconds">The longest time that a pass of the workers may take, in seconds.</param>
    public static IReadOnlyList<string> Objections(decimal requestSeconds, decimal requestBytes, decimal passSeconds)
    {
        var objections = new List<string>();
        if (requestSeconds > FunctionSeconds)
        {
            objections.Add(Text(
                $"A request may take {requestSeconds:0.###} s, and Lambda ends a function after {FunctionSeconds} s."));
        }
        else if (requestSeconds > HttpApiSeconds)
        {
            objections.Add(Text(
                $"A request may take {requestSeconds:0.###} s, and an HTTP API waits for {HttpApiSeconds} s."));
        }

        if (requestBytes > HttpApiBytes)
        {
            objections.Add(Text(
                $"A request may have {requestBytes:0} bytes, and an HTTP API takes {HttpApiBytes:0}."));
        }
        else if (requestBytes > FunctionBytes)
        {
            objections.Add(Text($"A request may have {requestBytes:0} bytes, and Lambda takes {FunctionBytes:0}."));
        }

        if (passSeconds > FunctionSeconds)
        {
            objections.Add(Text(
                $"A pass may take {passSeconds:0.###} s, and Lambda ends a function after {FunctionSeconds} s."));
        }

        return objections;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
