using System.Text.RegularExpressions;

namespace Domicile.House.Tests.Repository;

/// <summary>Which packages are taken in, in which version, and where from.</summary>
internal static partial class Packages
{
    private const string Versions = "Directory.Packages.props";
    private const string Reasons = "docs/decisions/0002-packages.md";

    public static readonly HouseRule Exact = new(
        $"every package has one exact version, in {Versions}",
        tree =>
            from file in tree.Files
            where file.Name == Versions || file.Path.EndsWith(".csproj", StringComparison.Ordinal)
            from line in file.Lines.Index()
            from match in Version().Matches(line.Item)
            let version = match.Groups["version"].Value
            where file.Name != Versions || !ExactVersion().IsMatch(version)
            select file.At(line.Index + 1, $"version {version}: expected an exact one, in {Versions}"));

    public static readonly HouseRule Explained = new(
        $"every package has its reason in {Reasons}",
        tree =>
            from file in tree.Files
            where file.Path == Versions
            from line in file.Lines.Index()
            from match in Name().Matches(line.Item)
            let name = match.Groups["name"].Value
            where tree.Find(Reasons)?.Text.Contains(name, StringComparison.Ordinal) != true
            select file.At(line.Index + 1, $"{name} is not explained in {Reasons}"));

    public static readonly HouseRule Used = new(
        "every package is used by a project",
        tree =>
            from file in tree.Files
            where file.Path == Versions
            from line in file.Lines.Index()
            from match in Name().Matches(line.Item)
            let reference = $"<PackageReference Include=\"{match.Groups["name"].Value}\""
            where !tree.Files.Any(other => other.Text.Contains(reference, StringComparison.Ordinal))
            select file.At(line.Index + 1, $"no project refers to {match.Groups["name"].Value}"));

    /// <summary>Whoever builds this decides where packages come from, so no file may.</summary>
    public static readonly HouseRule Hosts = new(
        "no file names a package registry or an address to download from",
        tree =>
            from file in tree.Files
            from line in file.Lines.Index()
            from match in Host().Matches(line.Item)
            select file.At(line.Index + 1, $"names {match.Value}"));

    [GeneratedRegex("<Package(Version|Reference)\\s[^>]*Version=\"(?<version>[^\"]*)\"")]
    private static partial Regex Version();

    [GeneratedRegex(@"^\d+\.\d+(\.\d+){0,2}(-[0-9A-Za-z.]+)?$")]
    private static partial Regex ExactVersion();

    [GeneratedRegex("<PackageVersion\\s+Include=\"(?<name>[^\"]+)\"")]
    private static partial Regex Name();

    [GeneratedRegex(
        """
        (api\.|www\.)?nuget\.org|registry\.npmjs\.org|npmjs\.com|pypi\.org|pythonhosted\.org|(deb|ftp)\.debian\.org
        |(archive|security)\.ubuntu\.com|apt\.postgresql\.org|crates\.io|proxy\.golang\.org|registry\.yarnpkg\.com
        |raw\.githubusercontent\.com|github\.com/\S+/releases/download|https?://\S+\.(tgz|tar\.gz|zip|deb|nupkg)\b
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex Host();
}
