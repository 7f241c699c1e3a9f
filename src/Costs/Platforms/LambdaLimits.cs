using System.Globalization;

namespace Domicile.Costs.Platforms;

/// <summary>What Lambda and what calls it can bear; nothing can raise these.</summary>
/// <param name="hasForwards">True when a load balancer hands a reader site's writes on to functions.</param>
public sealed class LambdaLimits(bool hasForwards)
{
    /// <summary>Seconds after which a function is ended.</summary>
    public const decimal FunctionSeconds = 900m;

    /// <summary>Seconds for which an HTTP API waits: 30, of which one is left for the way.</summary>
    public const decimal HttpApiSeconds = 29m;

    /// <summary>
    /// Bytes of a body that a function takes or gives: 6 MiB for the whole event, in which what is not text grows by a
    /// third, less 32 KiB for headers.
    /// </summary>
    public const decimal FunctionBytes = (6m * 1024m * 1024m * 3m / 4m) - (32m * 1024m);

    /// <summary>Bytes of a request or an answer of an HTTP API.</summary>
    public const decimal HttpApiBytes = 10_000_000m;

    /// <summary>Bytes of a request or an answer that a load balancer gives to a function.</summary>
    public const decimal ForwardBytes = 1_000_000m;

    /// <summary>Functions of an account that run at once in one AWS Region, unless AWS was asked for more.</summary>
    public const int ConcurrencyDefault = 1_000;

    /// <summary>Why Lambda cannot do it, a sentence each; empty when it can.</summary>
    /// <param name="requestSeconds">The longest time that a request may take, in seconds.</param>
    /// <param name="requestBytes">The largest body of a request or an answer, in bytes.</param>
    /// <param name="passSeconds">The longest time that a pass of the workers may take, in seconds.</param>
    public IReadOnlyList<string> Objections(decimal requestSeconds, decimal requestBytes, decimal passSeconds)
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
        else if (hasForwards && requestBytes > ForwardBytes)
        {
            objections.Add(
                Text($"A request may have {requestBytes:0} bytes, and the load balancer between a region's sites ")
                + Text($"gives a function {ForwardBytes:0}."));
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
