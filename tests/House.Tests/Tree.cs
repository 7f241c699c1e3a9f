namespace Domicile.House.Tests;

/// <summary>The files of the project, or a few planted ones. Read once, then immutable.</summary>
internal sealed class Tree
{
    private static readonly string[] TextExtensions =
    [
        ".cs", ".sql", ".md", ".json", ".csproj", ".props", ".targets", ".slnx", ".sh", ".txt", ".yml", ".yaml",
        ".html", ".css", ".js", ".ts", ".xml", ".config", ".editorconfig", ".gitignore", "",
    ];

    private Tree(IReadOnlyList<SourceFile> files, IReadOnlyList<string> paths)
    {
        Files = files;
        Paths = paths;
    }

    /// <summary>The files that are read as text.</summary>
    public IReadOnlyList<SourceFile> Files { get; }

    /// <summary>Every file, data and pictures too.</summary>
    public IReadOnlyList<string> Paths { get; }

    public IEnumerable<SourceFile> CSharp => Files.Where(file => file.IsCSharp);

    public SourceFile? Find(string path) => Files.FirstOrDefault(file => file.Path == path);

    /// <summary>A tree that holds this one file: a planted mistake.</summary>
    public static Tree Of(string path, string text) => new Tree([], []).With(path, text);

    public Tree With(string path, string text, bool isExecutable = false) =>
        new([.. Files, new SourceFile(path, text, isExecutable)], [.. Paths, path]);

    /// <summary>Reads the project that this test was built from, without what git does not keep.</summary>
    public static Tree ReadProject()
    {
        var root = FindRoot();
        var ignored = File.ReadAllLines(Path.Combine(root, ".gitignore"));
        var paths = List(root, new HashSet<string>(ignored.Select(line => line.Trim('/', '*'))) { ".git" })
            .Select(path => Path.GetRelativePath(root, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)
            .ToList();
        var files = paths
            .Where(path => TextExtensions.Contains(Path.GetExtension(path)))
            .Select(path => Read(root, path))
            .ToList();
        return new Tree(files, paths);
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Domicile.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No Domicile.slnx above {AppContext.BaseDirectory}.");
    }

    private static IEnumerable<string> List(string folder, IReadOnlySet<string> ignored) =>
        Directory.EnumerateFiles(folder)
            .Where(file => !ignored.Contains(Path.GetExtension(file)))
            .Concat(Directory.EnumerateDirectories(folder)
                .Where(child => !ignored.Contains(Path.GetFileName(child)) && !IsLink(child))
                .SelectMany(child => List(child, ignored)));

    private static bool IsLink(string folder) => new DirectoryInfo(folder).LinkTarget is not null;

    private static SourceFile Read(string root, string path)
    {
        var full = Path.Combine(root, path);
        var mode = File.GetUnixFileMode(full);
        return new SourceFile(path, File.ReadAllText(full), mode.HasFlag(UnixFileMode.UserExecute));
    }
}
