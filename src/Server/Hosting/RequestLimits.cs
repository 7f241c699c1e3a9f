using Domicile.Server.Problems;

namespace Domicile.Server.Hosting;

/// <summary>Refuses addresses and headers that are too large with a problem, before anything reads them.</summary>
internal sealed class RequestLimits(RequestDelegate next)
{
    private const int AddressLengthMax = 8 * 1024;
    private const int HeadersLengthMax = 32 * 1024;
    private const int HeaderCountMax = 100;

    public Task InvokeAsync(HttpContext http) => Mistake(http.Request) is { } problem
        ? problem.ExecuteAsync(http)
        : next(http);

    private static ProblemAnswer? Mistake(HttpRequest request)
    {
        var address = (request.Path.Value?.Length ?? 0) + (request.QueryString.Value?.Length ?? 0);
        if (address > AddressLengthMax)
        {
            return Problem(HttpProblems.AddressTooLong);
        }

        var headers = 0;
        foreach (var (name, values) in request.Headers)
        {
            headers += values.Sum(value => name.Length + (value?.Length ?? 0));
        }

        return headers > HeadersLengthMax || request.Headers.Count > HeaderCountMax
            ? Problem(HttpProblems.HeadersTooLarge)
            : null;
    }

    private static ProblemAnswer Problem(ProblemType type) => new(type, type.Advice);
}
