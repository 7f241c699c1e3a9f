using System.Text.Json.Nodes;
using Domicile.Ledger.Reconciliation.Lists;

namespace Domicile.Ledger.Tests.Reconciliation;

/// <summary>Two regions' lists beside each other, without any region.</summary>
public sealed class ListComparisonTests
{
    private const string Id = "019faa00-0000-7000-8000-00000000000";

    // Ordered in 2025, and in December.
    private const string Earlier = "0195faa0-0000-7000-8000-00000000000";
    private const string Later = "01a276ff-0000-7000-8000-00000000000";

    [Fact]
    public void Sides_that_agree_and_what_is_under_way_or_came_back_are_no_difference()
    {
        var report = Compare(
            List("eu", "us", Side(1, "payer", "eu-1", "us-2"),
                With(Side(2, "payer", "eu-1", "us-2"), "state", "in-transit"),
                With(Side(3, "payer", "eu-1", "us-2"), "state", "refunded")),
            List("us", "eu", Side(1, "payee", "us-2", "eu-1")));

        Assert.True(report.Agrees);
        Assert.Equal(4, report.ComparedCount);
    }

    [Fact]
    public void What_stands_on_one_side_only_is_named_with_who_has_lost_it()
    {
        var report = Compare(
            List("eu", "us", Side(1, "payer", "eu-1", "us-2")),
            List("us", "eu", Side(2, "payee", "us-2", "eu-1")));

        Assert.Equal(
            [($"{Id}1", "us", "payee", "eu-1", "us-2"), ($"{Id}2", "eu", "payer", "eu-1", "us-2")],
            report.Differences.Select(lost =>
                ($"{lost.TransferId}", lost.LostBy!, lost.LostSide!, lost.Payer, lost.Payee)));
    }

    [Fact]
    public void Sides_that_contradict_each_other_are_for_a_person()
    {
        var report = Compare(
            List("eu", "us", With(Side(1, "payer", "eu-1", "us-2"), "minorUnits", 500),
                With(Side(2, "payer", "eu-1", "us-2"), "state", "refunded")),
            List("us", "eu", Side(1, "payee", "us-2", "eu-1"), Side(2, "payee", "us-2", "eu-1")));

        Assert.Equal(2, report.Differences.Count);
        Assert.All(report.Differences, lost => Assert.Null(lost.LostBy));
        Assert.Contains("tell different things", report.Differences[0].Text, StringComparison.Ordinal);
        Assert.Contains("was given it back", report.Differences[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_booked_when_the_other_list_was_made_is_not_judged()
    {
        var report = Compare(
            List("eu", "us", With(Side(1, "payer", "eu-1", "us-2"), "changedAt", "2026-11-22T15:00:00Z")),
            List("us", "eu"));

        Assert.Equal((1, 0, false), (report.YoungCount, report.Differences.Count, report.Agrees));
    }

    [Fact]
    public void What_may_have_been_folded_is_counted_and_no_difference()
    {
        var report = Compare(
            List("eu", "us", Side(1, "payer", "eu-1", "us-2")),
            List("us", "eu").Select(line => line.Replace(
                "\"foldedBefore\":null", "\"foldedBefore\":\"2026-11-22T00:00:00Z\"", StringComparison.Ordinal)));

        Assert.Equal((1, 0, true), (report.FoldedCount, report.Differences.Count, report.Agrees));
    }

    [Fact]
    public void A_list_without_its_other_half_is_named_and_nothing_of_it_is_a_difference()
    {
        var report = Compare(List("eu", "us", Side(1, "payer", "eu-1", "us-2")));

        Assert.Equal("us with eu", Assert.Single(report.MissingLists));
        Assert.Empty(report.Differences);
        Assert.False(report.Agrees);
    }

    [Fact]
    public void What_is_no_whole_list_of_that_span_is_refused()
    {
        var whole = List("eu", "us", Side(1, "payer", "eu-1", "us-2")).ToList();
        Refused("is not whole", whole.Take(2));
        Refused("is not whole", [whole[0], whole[2]]);
        Refused("goes on behind its end", [.. whole, whole[1]]);
        Refused("is not what a list of transfers has there", ["nonsense"]);
        Refused("is not of what its first line says", [whole[0], Side(1, "payer", "cz-1", "us-2"), whole[2]]);
        Refused("is not of what its first line says", [whole[0], Side(1, "payer", "eu-1", "cz-2"), whole[2]]);
        Refused("is not of what its first line says", [whole[0], Side(1, "both", "eu-1", "us-2"), whole[2]]);
        foreach (var other in new[] { Earlier, Later })
        {
            Refused(
                "is not of what its first line says",
                whole.Select(line => line.Replace(Id, other, StringComparison.Ordinal)));
        }

        Refused("is not of the form", whole.Select(line => line.Replace("fers-1", "fers-2", StringComparison.Ordinal)));

        var second = new ListComparison();
        second.Add("a", whole);
        Assert.Contains(
            "is a second list of eu with us",
            Assert.Throws<InvalidDataException>(() => second.Add("b", whole)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "list the same span everywhere",
            Assert.Throws<InvalidDataException>(() => second.Add("c", List("us", "eu").Select(line =>
                line.Replace("2026-11-30", "2026-11-29", StringComparison.Ordinal)))).Message,
            StringComparison.Ordinal);
    }

    private static void Refused(string why, IEnumerable<string> lines) => Assert.Contains(
        why,
        Assert.Throws<InvalidDataException>(() => new ListComparison().Add("eu.jsonl", lines)).Message,
        StringComparison.Ordinal);

    private static ListComparisonReport Compare(params IEnumerable<string>[] lists)
    {
        var comparison = new ListComparison();
        foreach (var (index, list) in lists.Index())
        {
            comparison.Add($"list {index}", list);
        }

        return comparison.Report();
    }

    private static IEnumerable<string> List(string region, string with, params string[] sides) =>
    [
        $$"""
        {"format":"domicile-transfers-1","span":{"region":"{{region}}","with":"{{with}}","from":"2026-01-01T00:00:00Z",
        """ + """
        "until":"2026-11-30T00:00:00Z"},"listedAt":"2026-11-22T15:00:00Z",
        """ + """
        "shards":[{"name":"s1","epoch":1,"foldedBefore":null}]}
        """,
        .. sides,
        $$"""{"sideCount":{{sides.Length}}}""",
    ];

    private static string With(string side, string field, JsonNode value)
    {
        var changed = JsonNode.Parse(side)!;
        changed[field] = value;
        return changed.ToJsonString();
    }

    private static string Side(int id, string side, string user, string counterparty) =>
        $$"""
        {"transfer":"{{Id}}{{id}}","side":"{{side}}","user":"{{user}}","counterparty":"{{counterparty}}","asset":"EUR",
        """ + """
        "minorUnits":3000,"state":"completed","posting":3,"effectiveAt":"2026-11-22T13:00:00Z",
        """ + """
        "bookedAt":"2026-11-22T13:00:00Z","changedAt":"2026-11-22T14:00:00Z"}
        """;
}
