using Domicile.Infrastructure.Tests.Checks;

namespace Domicile.Infrastructure.Tests.Identity;

public sealed class WildcardTests
{
    private static readonly IReadOnlyList<Wildcards.Wildcard> Found =
        [.. SynthesizedWorlds.All.SelectMany(Wildcards.Find)];

    [Fact]
    public void Nothing_is_allowed_by_a_wildcard_that_is_not_listed_with_its_reason()
    {
        var listed = ListedWildcards.All
            .SelectMany(one => one.Values.Select(value => (one.Sid, value)))
            .ToHashSet();
        var unlisted = Found
            .Where(one => !listed.Contains((one.Sid, one.Value)))
            .DistinctBy(one => (one.Sid, one.Value))
            .Select(one => $"{one.Sid} allows {one.Value} in {one.Place}. Name what is meant, or list it.");
        Assert.True(!unlisted.Any(), string.Join('\n', unlisted));
    }

    [Fact]
    public void No_wildcard_is_listed_that_stands_nowhere()
    {
        var found = Found.Select(one => (one.Sid, one.Value)).ToHashSet();
        var unused = ListedWildcards.All
            .SelectMany(one => one.Values.Select(value => (one.Sid, value)))
            .Where(one => !found.Contains(one));
        Assert.Empty(unused);
        Assert.DoesNotContain(ListedWildcards.All, one => one.Reason.Length == 0);
    }

    [Theory]
    [InlineData("""{ "Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::b" }""", "s3:*")]
    [InlineData("""{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }""", "*")]
    [InlineData("""{ "Effect": "Allow", "NotAction": "s3:GetObject", "Resource": "a" }""", "not s3:GetObject")]
    [InlineData("""{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "q", "Principal": "*" }""", "*")]
    [InlineData(
        """{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::domicile-eu-x-222222222221/*" }""",
        "arn:aws:s3:::domicile-{region}-x-{account}/*")]
    public void A_planted_wildcard_is_found(string statement, string value)
    {
        var planted = Resource.Planted(
            "AWS::IAM::Role", $$"""{ "Policies": [{ "PolicyDocument": { "Statement": [{{statement}}] } }] }""");
        Assert.Equal(value, Assert.Single(Wildcards.Find([planted], ["eu"])).Value);
    }

    [Fact]
    public void What_is_denied_by_a_wildcard_is_no_finding() => Assert.Empty(Wildcards.Find(
        [Resource.Planted("AWS::IAM::Role", """{ "P": { "Statement": { "Effect": "Deny", "Action": "*" } } }""")],
        []));
}
