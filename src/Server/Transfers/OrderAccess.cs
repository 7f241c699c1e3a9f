using System.Reflection;
using Domicile.Ledger;
using Domicile.Ledger.Transfers;
using Domicile.Server.Access;
using Domicile.Server.Books;
using Domicile.Server.Hosting;
using Domicile.Server.Problems;
using Domicile.Sharding.Users;
using Microsoft.AspNetCore.Http.Metadata;

namespace Domicile.Server.Transfers;

/// <summary>
/// What a caller may order: reads the parties, then asks residency, role, and whether their shards are served.
/// </summary>
internal sealed class OrderAccess(Caller caller, RegionDirectory regions, RegionBooks books, PreferWait prefer)
    : IEndpointParameterMetadataProvider
{
    /// <summary>How long the caller likes to wait for the end.</summary>
    public PreferWait Prefer { get; } = prefer;

    /// <summary>Called by the framework.</summary>
    public static async ValueTask<OrderAccess> BindAsync(HttpContext http, ParameterInfo parameter) => new(
        await Caller.BindAsync(http, parameter),
        http.RequestServices.GetRequiredService<RegionDirectory>(),
        http.RequestServices.GetRequiredService<RegionBooks>(),
        PreferWait.Of(http.Request));

    /// <summary>Called by the framework, for the API's document.</summary>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(PreferWait.Doc);

    /// <summary>The order for the books, or the problem.</summary>
    public ProblemAnswer? TryRead(NewTransfer body, string key, out TransferOrder order)
    {
        order = new TransferOrder(
            Party.External, Party.External, body.Amount, body.Asset, body.Reference, body.EffectiveAt, key);
        if (!Party.TryParse(body.From, out var from))
        {
            return NotAParty(body.From, "from");
        }

        if (!Party.TryParse(body.To, out var to))
        {
            return NotAParty(body.To, "to");
        }

        order = order with { From = from, To = to };
        return FromMistake(from) ?? ToMistake(from, to) ?? EffectiveAtMistake(body);
    }

    private ProblemAnswer? FromMistake(Party from)
    {
        if (from.User is { } payer && regions.Residency(payer, "from") is { } elsewhere)
        {
            return elsewhere;
        }

        var mayPay = caller.User is null || (from.User is { } user && caller.User == user);
        return mayPay
            ? Served(from.User)
            : new(
                HttpProblems.NotAllowed,
                "A user's token pays from its own book only: 'from' must be the user's own id.",
                "from");
    }

    // A payee may be of any region that there is; whether it exists, and whether its shard answers, is found out later.
    private ProblemAnswer? ToMistake(Party from, Party to)
    {
        if (to.User is not { } payee)
        {
            return null;
        }

        if (from.IsExternal)
        {
            return regions.Residency(payee, "to") ?? Served(payee);
        }

        return payee.Region == regions.Region || regions.Find(payee.Region) is not null
            ? null
            : new(
                ProblemCatalogue.Of(RefusalCode.PayeeUnknown),
                $"There is no region {payee.Region}, and so no user {payee}.",
                "to");
    }

    private ProblemAnswer? EffectiveAtMistake(NewTransfer body) => body.EffectiveAt is null || caller.IsOperator
        ? null
        : new(HttpProblems.NotAllowed, "Only an operator may say when a movement counts.", "effectiveAt");

    private ProblemAnswer? Served(UserId? user) =>
        user is { } known && known.Region == regions.Region ? books.ShardMistake(known) : null;

    private ProblemAnswer NotAParty(string text, string parameter) => new(
        HttpProblems.FieldInvalid,
        $"'{parameter}' is a user id such as {regions.Region}-30001, or {Party.ExternalText}; "
        + $"'{Shown.Text(text)}' is neither.",
        parameter);
}
