using System.Globalization;
using Domicile.Ledger.Transfers;
using Domicile.Server.Requests;

namespace Domicile.Server.Transfers;

/// <summary>
/// 201 with a transfer that came to its end, 202 with one that is still under way, and the place where it can be seen.
/// </summary>
internal sealed record OrderedAnswer(Transfer Transfer, int WaitSeconds, bool IsReplayed) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var headers = httpContext.Response.Headers;
        if (WaitSeconds > 0)
        {
            headers[PreferWait.AppliedHeader] = string.Create(CultureInfo.InvariantCulture, $"wait={WaitSeconds}");
        }

        if (IsReplayed)
        {
            headers[CallersKey.ReplayedHeader] = "true";
        }

        var owner = Transfer.From.User ?? Transfer.To.User;
        var place = $"/v1/users/{owner}/transfers/{Transfer.Id}";
        var answer = TransferAnswer.Of(Transfer);
        var result = Transfer.State == TransferState.InTransit
            ? Results.Accepted(place, answer)
            : Results.Created(place, answer);
        return result.ExecuteAsync(httpContext);
    }
}
