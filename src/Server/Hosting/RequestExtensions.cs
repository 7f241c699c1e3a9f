using Domicile.Ledger;
using Domicile.Server.Access;
using Domicile.Server.Logging;
using Domicile.Server.Problems;
using Domicile.Server.Requests;
using Microsoft.AspNetCore.Http.Timeouts;

namespace Domicile.Server.Hosting;

/// <summary>
/// Wires what every request passes, whatever it asks for: limits, time-outs, errors as problems, the log.
/// </summary>
internal static class RequestExtensions
{
    /// <summary>Longer than three tries of a statement on a shard that does not answer.</summary>
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(20);

    public static IServiceCollection AddRequests(this IServiceCollection services)
    {
        services.AddRoutingCore();
        services.ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions));
        services.AddRequestTimeouts(timeouts => timeouts.DefaultPolicy = new RequestTimeoutPolicy
        {
            Timeout = RequestTimeout,
            TimeoutStatusCode = StatusCodes.Status503ServiceUnavailable,
            WriteTimeoutResponse = http => new ProblemAnswer(
                HttpProblems.Unavailable, "The region's nodes take too long; send the same request again with its key.")
                .ExecuteAsync(http),
        });
        return services;
    }

    public static IApplicationBuilder UseRequests(this IApplicationBuilder app) => app
        .UseMiddleware<RequestLog>()
        .UseMiddleware<SafeHeaders>()
        .UseMiddleware<ErrorAnswers>()
        .UseMiddleware<RequestLimits>()
        .UseRouting()
        .UseRequestTimeouts();

    /// <summary>The group of all calls of the API. None of them works without a token of this region.</summary>
    public static RouteGroupBuilder MapApi(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/v1").RequireAuthorization(AccessPolicies.AnyCaller).MayRefuse(
            HttpProblems.TokenMissing,
            HttpProblems.TokenInvalid,
            HttpProblems.TokenExpired,
            HttpProblems.TokenOfOtherRegion,
            HttpProblems.FieldUnknown,
            HttpProblems.AddressTooLong,
            HttpProblems.TooManyRequests,
            HttpProblems.HeadersTooLarge,
            HttpProblems.ShardNotServed,
            HttpProblems.ShardBehind,
            HttpProblems.Unavailable,
            HttpProblems.ServiceRefused,
            HttpProblems.ForwardedTwice,
            HttpProblems.Unexpected).MayRefuse(RefusalCode.UserErased);
        api.AddEndpointFilter<InputFilter>();
        return api;
    }
}
