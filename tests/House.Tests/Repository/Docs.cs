using System.Text.RegularExpressions;

namespace Domicile.House.Tests.Repository;

/// <summary>What is written for people leads somewhere and is true on every machine.</summary>
internal static partial class Docs
{
    public static readonly HouseRule Links = new(
        "every link in the docs leads to a file and a heading that exist",
        tree =>
            from file in tree.Files
            where file.IsMarkdown
            from link in LinksOf(file)
            let fault = FaultOf(tree, file, link.Target)
            where fault is not null
            select file.At(link.Line, $"{link.Target}: {fault}"));

    public static readonly HouseRule Reachable = new(
        "every page can be reached from the README",
        FindLost);

    public static readonly HouseRule MachinePaths = new(
        "no file names a folder of one machine",
        tree =>
            from file in tree.Files
            from line in file.Lines.Index()
            from match in (file.IsMarkdown ? PathInDocs() : PathAnywhere()).Matches(line.Item)
            select file.At(line.Index + 1, $"names {match.Value.Trim()}"));

    private static IEnumerable<Violation> FindLost(Tree tree)
    {
        var seen = new HashSet<string>();
        var waiting = new Queue<string>(["README.md"]);
        while (waiting.TryDequeue(out var path))
        {
            if (seen.Add(path) && tree.Find(path) is { } page)
            {
                foreach (var link in LinksOf(page).Where(link => !IsAddress(link.Target)))
                {
                    waiting.Enqueue(Resolve(page, link.Target).Path);
                }
            }
        }

        return tree.Files
            .Where(file => file.IsMarkdown && !seen.Contains(file.Path))
            .Select(file => file.At(1, "no link leads here from README.md"));
    }

    private static string? FaultOf(Tree tree, SourceFile page, string target)
    {
        if (IsAddress(target))
        {
            return null;
        }

        var (path, anchor) = Resolve(page, target);
        if (path.Length == 0 || tree.Paths.Any(one => one.StartsWith(path + "/", StringComparison.Ordinal)))
        {
            return null;
        }

        return !tree.Paths.Contains(path) ? "no such file"
            : anchor.Length > 0 && !AnchorsOf(tree.Find(path)).Contains(anchor) ? "no such heading"
            : null;
    }

    private static bool IsAddress(string target) => target.Contains("://", StringComparison.Ordinal);

    private static (string Path, string Anchor) Resolve(SourceFile page, string target)
    {
        var parts = target.Split('#', 2);
        var path = parts[0].Length == 0 ? page.Path : Path.Join("/", page.Folder, parts[0]);
        return (Path.GetFullPath(path, "/").Trim('/'), parts.Length > 1 ? parts[1] : "");
    }

    private static IEnumerable<(int Line, string Target)> LinksOf(SourceFile page) =>
        from line in TextOf(page)
        from link in Link().Matches(line.Text)
        select (line.Number, link.Groups["target"].Value);

    private static HashSet<string> AnchorsOf(SourceFile? page) =>
        page is null
            ? []
            : TextOf(page)
                .Where(line => line.Text.StartsWith('#'))
                .Select(line => NotInAnchor().Replace(line.Text.TrimStart('#').Trim().ToLowerInvariant(), ""))
                .Select(heading => heading.Replace(' ', '-'))
                .ToHashSet();

    /// <summary>The lines outside fenced blocks of code.</summary>
    private static IEnumerable<(int Number, string Text)> TextOf(SourceFile page)
    {
        var isFenced = false;
        foreach (var (index, line) in page.Lines.Index())
        {
            if (line.TrimStart().StartsWith("```", StringComparison.Ordinal))
            {
                isFenced = !isFenced;
            }
            else if (!isFenced)
            {
                yield return (index + 1, line);
            }
        }
    }

    [GeneratedRegex(@"\[[^\]]*\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]")]
    private static partial Regex NotInAnchor();

    [GeneratedRegex(@"(^|[\s""'`(=])/(work|root|tmp|home/(?!linuxbrew)\w+|Users/\w+)/[\w.-]+")]
    private static partial Regex PathInDocs();

    [GeneratedRegex(@"(^|[\s""'`(=])/(work|root|home/(?!linuxbrew)\w+|Users/\w+)/[\w.-]+")]
    private static partial Regex PathAnywhere();
}
