using System.Text.RegularExpressions;
using Domicile.Infrastructure.Tests.Checks;
using Domicile.Infrastructure.Tests.Identity.Policies;

namespace Domicile.Infrastructure.Tests.Identity;

/// <summary>Finds what our policies allow by a wildcard. What they deny by one is no risk.</summary>
internal static partial class Wildcards
{
    /// <summary>One wildcard, and the first place where it stands.</summary>
    /// <param name="Sid">Of the sentence.</param>
    /// <param name="Value">The action, resource or principal.</param>
    internal sealed record Wildcard(string Sid, string Value, string Place);

    public static IEnumerable<Wildcard> Find(Synthesized world)
    {
        var regions = world.World.Regions.Select(region => region.Name).ToList();
        return Find(Resource.Of(world.Templates), regions);
    }

    public static IEnumerable<Wildcard> Find(IEnumerable<Resource> resources, IReadOnlyList<string> regions) =>
        from resource in resources
        from document in PolicyDocument.Within($"{resource}", resource.Body)
        from statement in document.Statements
        where statement.Allows
        from value in Values(statement, IsAboutItself(resource))
        select new Wildcard(statement.Sid, Plain(value, regions), document.Place);

    /// <summary>A key's own policy calls that key <c>*</c>.</summary>
    private static bool IsAboutItself(Resource resource) =>
        resource.Type is "AWS::KMS::Key" or "AWS::KMS::ReplicaKey";

    private static IEnumerable<string> Values(PolicyStatement statement, bool isAboutItself)
    {
        foreach (var action in statement.NotActions)
        {
            yield return $"not {action}";
        }

        var all = statement.Actions
            .Concat(statement.Principals)
            .Concat(isAboutItself ? [] : statement.Resources);
        foreach (var value in all.Where(value => value.Contains('*', StringComparison.Ordinal)
            || value.Contains('?', StringComparison.Ordinal)))
        {
            yield return value;
        }
    }

    private static string Plain(string value, IReadOnlyList<string> regions)
    {
        var text = Account().Replace(Site().Replace(value, "{site}"), "{account}");
        foreach (var region in regions)
        {
            text = Regex.Replace(
                text, $"(?<=[-/:]){region}(?=[-/:*]|$)", "{region}", RegexOptions.None, TimeSpan.FromSeconds(1));
        }

        return text;
    }

    [GeneratedRegex("(?<![a-z])[a-z]{2}-[a-z]+-[0-9](?![0-9])")]
    private static partial Regex Site();

    [GeneratedRegex("(?<![0-9])[0-9]{12}(?![0-9])")]
    private static partial Regex Account();
}
