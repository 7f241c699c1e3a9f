using Domicile.Costs.Load;

namespace Domicile.Costs.Platforms;

/// <summary>From which rate on one platform costs less than another, found by search on the bills themselves.</summary>
/// <param name="Rate">Requests a second at which the other first costs no more; null when it never does.</param>
/// <param name="LastRate">
/// Requests a second from which on the other always costs no more. Machines come in whole numbers, so that it may be
/// behind <see cref="Rate"/>.
/// </param>
public sealed record BreakEven(decimal? Rate, decimal? LastRate)
{
    /// <summary>Requests a second up to which is searched.</summary>
    public const decimal RateMax = 10_000_000m;

    private const decimal RateMin = 0.0001m;

    /// <summary>Between two rates that are looked at; a turn between both is found by halving.</summary>
    private const decimal Step = 1.05m;

    private const int Halvings = 40;

    /// <summary>Finds it.</summary>
    /// <param name="one">What is cheaper at first.</param>
    /// <param name="other">What may be cheaper later.</param>
    /// <param name="workload">All but the rate.</param>
    public static BreakEven Find(IPlatform one, IPlatform other, Workload workload)
    {
        bool IsReached(decimal rate)
        {
            var at = workload with { Rate = rate };
            return other.Bill(at).Sum(line => line.Usd) <= one.Bill(at).Sum(line => line.Usd);
        }

        if (IsReached(RateMin))
        {
            return new BreakEven(0m, LastTurn(IsReached) ?? 0m);
        }

        decimal? first = null;
        for (var rate = RateMin; first is null && rate < RateMax; rate *= Step)
        {
            if (IsReached(rate * Step))
            {
                first = Turn(IsReached, rate, rate * Step);
            }
        }

        return new BreakEven(first, first is null ? null : LastTurn(IsReached));
    }

    // From above: the highest rate at which it is not yet reached, when it is reached at the very top.
    private static decimal? LastTurn(Func<decimal, bool> isReached)
    {
        if (!isReached(RateMax))
        {
            return null;
        }

        for (var rate = RateMax; rate > RateMin; rate /= Step)
        {
            if (!isReached(rate / Step))
            {
                return Turn(isReached, rate / Step, rate);
            }
        }

        return null;
    }

    private static decimal Turn(Func<decimal, bool> isReached, decimal before, decimal behind)
    {
        for (var time = 0; time < Halvings; time++)
        {
            var middle = (before + behind) / 2m;
            (before, behind) = isReached(middle) ? (before, middle) : (middle, behind);
        }

        return behind;
    }
}
