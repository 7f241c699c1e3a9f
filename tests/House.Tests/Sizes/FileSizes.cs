namespace Domicile.House.Tests.Sizes;

/// <summary>How long a file and its lines may be, and how many files a folder may hold.</summary>
internal static class FileSizes
{
    private const int FileLinesMax = 300;
    private const int LineColumnsMax = 120;
    private const int FolderFilesMax = 15;
    private const int ProgramLinesMax = 40;

    public static readonly HouseRule Length = new(
        $"a file of code has at most {FileLinesMax} lines",
        tree => tree.Files
            .Where(file => file.IsCode && LineCount(file) > FileLinesMax)
            .Select(file => file.At(1, $"{LineCount(file)} lines, limit {FileLinesMax}")));

    public static readonly HouseRule Program = new(
        $"Program.cs has at most {ProgramLinesMax} lines",
        tree => tree.Files
            .Where(file => file.Name == "Program.cs" && LineCount(file) > ProgramLinesMax)
            .Select(file => file.At(1, $"{LineCount(file)} lines, limit {ProgramLinesMax}")));

    public static readonly HouseRule Width = new(
        $"a line of code has at most {LineColumnsMax} columns",
        tree =>
            from file in tree.Files
            where file.IsCode
            from line in file.Lines.Index()
            where line.Item.Length > LineColumnsMax
            select file.At(line.Index + 1, $"{line.Item.Length} columns, limit {LineColumnsMax}"));

    /// <summary>C# and SQL are counted apart; numbered migrations are not counted, they only ever grow.</summary>
    public static readonly HouseRule Folder = new(
        $"a folder holds at most {FolderFilesMax} C# files and as many of SQL",
        tree =>
            from file in tree.Files
            where file.IsCSharp || (file.IsSql && !char.IsAsciiDigit(file.Name[0]))
            group file by (file.Folder, Extension: file.IsSql ? ".sql" : ".cs")
            into folder
            where folder.Count() > FolderFilesMax
            select new Violation(
                folder.Key.Folder + "/", 1, $"{folder.Count()} {folder.Key.Extension} files, limit {FolderFilesMax}"));

    private static int LineCount(SourceFile file) => file.Lines.Length - (file.Lines[^1].Length == 0 ? 1 : 0);
}
