using System.Globalization;
using System.Reflection;
using Domicile.Ledger.History;
using Domicile.Server.Docs;
using Domicile.Server.Hosting;
using Domicile.Server.Problems;
using Domicile.Server.Requests;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.OpenApi;

namespace Domicile.Server.Transfers;

/// <summary>Which part of a history the query asks for.</summary>
internal sealed class HistoryRange : IInput, IEndpointParameterMetadataProvider
{
    private readonly HistoryQuery? query;

    private HistoryRange(HistoryQuery? query, ProblemAnswer? problem) => (this.query, Problem) = (query, problem);

    public ProblemAnswer? Problem { get; }

    public HistoryQuery Query => query ?? throw new InvalidOperationException("A query that was refused has no value.");

    /// <summary>Called by the framework.</summary>
    public static ValueTask<HistoryRange> BindAsync(HttpContext http, ParameterInfo parameter) =>
        ValueTask.FromResult(Read(http.Request.Query));

    /// <summary>Called by the framework, for the API's document.</summary>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ParameterDoc(
            "from", ParameterLocation.Query,
            "Only transfers that count for this time or later: a day, or a time with Z or an offset.", "1996-01-01"));
        builder.Metadata.Add(new ParameterDoc(
            "to", ParameterLocation.Query, "Only transfers that count for an earlier time than this.",
            "1997-01-01T00:00:00Z"));
        builder.Metadata.Add(new ParameterDoc(
            "limit", ParameterLocation.Query,
            $"How many at most, 1 to {HistoryQuery.LimitMax}; {HistoryQuery.LimitDefault} unless given.", "50")
        { IsNumber = true });
        builder.Metadata.Add(new ParameterDoc(
            "cursor", ParameterLocation.Query, "The nextCursor of the page before, unchanged.", "cDEyMzQ"));
        builder.Metadata.Add(new Refuses([HttpProblems.FieldInvalid]));
    }

    private static HistoryRange Read(IQueryCollection query)
    {
        if (!TryReadTime(query, "from", out var from))
        {
            return Refused(query, "from", "a day such as 1996-01-01, or a time such as 1996-07-28T00:00:00Z");
        }

        if (!TryReadTime(query, "to", out var to))
        {
            return Refused(query, "to", "a day such as 1997-01-01, or a time such as 1996-07-28T00:00:00Z");
        }

        if (from > to)
        {
            return new(null, new(HttpProblems.FieldInvalid, "'from' is later than 'to'; swap them.", "from"));
        }

        var limit = HistoryQuery.LimitDefault;
        if (query.TryGetValue("limit", out var text)
            && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit)
                || limit is < 1 or > HistoryQuery.LimitMax))
        {
            return Refused(query, "limit", $"a whole number from 1 to {HistoryQuery.LimitMax}");
        }

        var cursor = query.TryGetValue("cursor", out var given) ? given.ToString() : null;
        return new(new HistoryQuery(from, to, limit, cursor), null);
    }

    private static HistoryRange Refused(IQueryCollection query, string name, string expected) => new(null, new(
        HttpProblems.FieldInvalid, $"'{name}' is {expected}; '{Shown.Text(query[name].ToString())}' is not.", name));

    private static bool TryReadTime(IQueryCollection query, string name, out DateTimeOffset? time)
    {
        time = null;
        if (!query.TryGetValue(name, out var values))
        {
            return true;
        }

        var text = values.ToString();
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            time = new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero);
            return true;
        }

        var isTime = InstantText.TryRead(text, out var instant);
        time = instant;
        return isTime;
    }
}
