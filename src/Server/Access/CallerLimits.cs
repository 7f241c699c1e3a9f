using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using Domicile.Server.Problems;
using Domicile.Sharding.Topology.Callers;

namespace Domicile.Server.Access;

/// <summary>
/// Wires how much each caller may ask of this server: one bucket of requests for every subject and role of a valid
/// token, one for every address that sends none. Nobody waits: who is over is refused before anything is done.
/// </summary>
internal static class CallerLimits
{
    // A bucket is filled up once a second, so whoever finds it empty comes back after Retry-After: 1.
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    /// <exception cref="InvalidDataException">A rate is below one.</exception>
    public static IServiceCollection AddCallerLimits(this IServiceCollection services, CallerRates rates)
    {
        if (rates is not { User: > 0, Staff: > 0, Address: > 0 })
        {
            throw new InvalidDataException("rates has three whole numbers from 1: user, staff and address.");
        }

        return services.AddRateLimiter(options =>
        {
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, (CallerRole?, string)>(
                http => Bucket(http, rates));
            options.OnRejected = (rejected, _) => new ValueTask(Refusal(rejected.HttpContext, rates)
                .ExecuteAsync(rejected.HttpContext));
        });
    }

    private static RateLimitPartition<(CallerRole?, string)> Bucket(HttpContext http, CallerRates rates)
    {
        var caller = Caller.Of(http.User);
        var key = (caller?.Role, caller?.Name ?? Network(http.Connection.RemoteIpAddress));
        return RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = 2 * RateOf(caller, rates),
            TokensPerPeriod = RateOf(caller, rates),
            ReplenishmentPeriod = Period,
            QueueLimit = 0,
        });
    }

    private static int RateOf(Caller? caller, CallerRates rates) => caller?.Role switch
    {
        null => rates.Address,
        CallerRole.User => rates.User,
        _ => rates.Staff,
    };

    // Whoever has one address of IPv6 has the 2^64 of its network.
    private static string Network(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: System.Net.Sockets.AddressFamily.InterNetworkV6 } =>
            Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)),
        _ => address.ToString(),
    };

    private static ProblemAnswer Refusal(HttpContext http, CallerRates rates)
    {
        var caller = Caller.Of(http.User);
        var whose = caller is null ? "your address without a valid token" : "you";
        return new(
            HttpProblems.TooManyRequests,
            string.Create(
                CultureInfo.InvariantCulture,
                $"This server takes {RateOf(caller, rates)} requests a second from {whose}. Nothing was done."));
    }
}
