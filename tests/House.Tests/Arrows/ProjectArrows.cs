using System.Xml.Linq;

namespace Domicile.House.Tests.Arrows;

/// <summary>What the project files say about who knows whom.</summary>
internal static class ProjectArrows
{
    public static readonly HouseRule References = new(
        "projects refer only to the rooms below them",
        tree =>
            from file in Projects(tree)
            let room = Rooms.Of(file.Path)
            from reference in Elements(file, "ProjectReference")
            let other = Rooms.OfName(Path.GetFileNameWithoutExtension(reference.Include))
            where other is not null && reference.IsUsed && (room is null || !Rooms.MayKnow(room, other))
            select file.At(LineOf(file, reference.Include), $"{room} must not know {other}"));

    public static readonly HouseRule Packages = new(
        "Sharding needs Npgsql and no other package",
        tree =>
            from file in Projects(tree)
            where file.IsUnder("src/Sharding")
            from package in Elements(file, "PackageReference")
            where package.Include != "Npgsql"
            select file.At(LineOf(file, package.Include), $"Sharding must not need {package.Include}"));

    public static readonly HouseRule Solution = new(
        "every project stands in the solution",
        tree =>
            from file in Projects(tree)
            where tree.Find("Domicile.slnx")?.Text.Contains($"\"{file.Path}\"", StringComparison.Ordinal) != true
            select file.At(1, $"{file.Path} is not in Domicile.slnx"));

    private static IEnumerable<SourceFile> Projects(Tree tree) =>
        tree.Files.Where(file => file.Path.EndsWith(".csproj", StringComparison.Ordinal));

    private static IEnumerable<(string Include, bool IsUsed)> Elements(SourceFile file, string name) =>
        XDocument.Parse(file.Text)
            .Descendants(name)
            .Select(element => (
                element.Attribute("Include")?.Value.Replace('\\', '/') ?? "",
                element.Attribute("ReferenceOutputAssembly")?.Value != "false"));

    private static int LineOf(SourceFile file, string text) =>
        Array.FindIndex(file.Lines, line => line.Contains(text, StringComparison.Ordinal)) + 1;
}
