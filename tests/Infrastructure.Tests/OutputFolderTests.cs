namespace Domicile.Infrastructure.Tests;

public sealed class OutputFolderTests : IDisposable
{
    private readonly DirectoryInfo parent = Directory.CreateTempSubdirectory("domicile-output-");

    private string Folder => Path.Combine(parent.FullName, "stacks");

    public void Dispose() => parent.Delete(recursive: true);

    [Fact]
    public void What_an_earlier_synthesis_wrote_and_the_new_one_does_not_is_gone_and_all_else_stays()
    {
        Fill("a.template.json", "b.template.json", "policies/eu.json", "policies/us.json", "kubernetes/us/site.env");
        Write("values.txt", "mine");
        Write("policies/of-ours.json", "mine");

        Fill("a.template.json", "policies/eu.json");

        Assert.Equal(
            [
                ".synthesis.json", "a.template.json", "deploy.sh", "policies/eu.json", "policies/of-ours.json",
                "values.txt",
            ],
            Files());
        Assert.Equal("mine", File.ReadAllText(Path.Combine(Folder, "values.txt")));
        Assert.False(Directory.Exists(Path.Combine(Folder, "kubernetes")));
    }

    [Fact]
    public void A_synthesis_that_fails_leaves_the_folder_as_it_was()
    {
        Fill("a.template.json");
        var before = Contents();

        using (var output = OutputFolder.Take(Folder))
        {
            File.WriteAllText(Path.Combine(output.Fresh, "c.template.json"), "half");
        }

        Assert.Equal(before, Contents());
        using (OutputFolder.Take(Path.Combine(parent.FullName, "new")))
        {
            // Nothing is written.
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(parent.FullName, "new")));
    }

    [Fact]
    public void What_a_killed_synthesis_left_is_not_taken_for_new()
    {
        using (var output = OutputFolder.Take(Folder))
        {
            File.WriteAllText(Path.Combine(output.Fresh, "old.template.json"), "half");
            Directory.CreateDirectory(Path.Combine(parent.FullName, "kept"));
            File.Copy(
                Path.Combine(output.Fresh, "old.template.json"), Path.Combine(parent.FullName, "kept", "left.json"));
        }

        Directory.Move(Path.Combine(parent.FullName, "kept"), Path.Combine(Folder, ".synthesis"));

        Fill("a.template.json");

        Assert.Equal([".synthesis.json", "a.template.json", "deploy.sh"], Files());
    }

    [Fact]
    public void A_synthesis_that_ends_in_the_middle_leaves_nothing_to_deploy_by_and_the_next_one_mends_it()
    {
        Fill("a.template.json");
        var inTheWay = Directory.CreateDirectory(Path.Combine(Folder, "z.json"));
        Assert.NotNull(Record.Exception(() => Fill("b.template.json", "z.json")));
        Assert.Equal([".synthesis.json", "b.template.json"], Files());
        inTheWay.Delete();

        Fill("b.template.json", "z.json");

        Assert.Equal([".synthesis.json", "b.template.json", "deploy.sh", "z.json"], Files());
    }

    [Theory]
    [InlineData("deploy.sh")]
    [InlineData("of-another.template.json")]
    public void Files_of_somebody_else_are_neither_overwritten_nor_left_to_be_deployed(string file)
    {
        Write(file, "mine");

        var refused = Assert.Throws<IOException>(() => Fill("a.template.json"));

        Assert.Contains($"has {file} that no synthesis into it has written", refused.Message, StringComparison.Ordinal);
        Assert.Equal([(file, "mine")], Contents());
    }

    [Fact]
    public void Two_at_once_are_refused()
    {
        using var first = OutputFolder.Take(Folder);

        Assert.Throws<IOException>(() => OutputFolder.Take(Folder));
        Assert.True(Directory.Exists(first.Fresh));
    }

    [Theory]
    [InlineData("[\"../outside.txt\"]")]
    [InlineData("[\"a/../../outside.txt\"]")]
    [InlineData("[\"/etc/outside.txt\"]")]
    [InlineData("{ }")]
    public void A_listing_that_names_files_elsewhere_is_damaged(string listing)
    {
        Write(".synthesis.json", listing);
        File.WriteAllText(Path.Combine(parent.FullName, "outside.txt"), "mine");

        var refused = Assert.Throws<IOException>(() => Fill("a.template.json"));

        Assert.Contains("is damaged. Name an empty folder", refused.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(parent.FullName, "outside.txt")));
    }

    private void Fill(params string[] files)
    {
        using var output = OutputFolder.Take(Folder);
        foreach (var file in files.Append("deploy.sh"))
        {
            var path = Path.Combine(output.Fresh, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, "new");
        }

        output.Fill("deploy.sh");
    }

    private void Write(string file, string text)
    {
        var path = Path.Combine(Folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private List<string> Files() => [.. Contents().Select(file => file.Path)];

    private List<(string Path, string Text)> Contents() =>
    [
        .. Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
            .Select(file => (Path.GetRelativePath(Folder, file), File.ReadAllText(file)))
            .OrderBy(file => file.Item1, StringComparer.Ordinal),
    ];
}
