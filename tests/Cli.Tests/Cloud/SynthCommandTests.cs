using Domicile.Cli.Tests.Commands;

namespace Domicile.Cli.Tests.Cloud;

public sealed class SynthCommandTests : IDisposable
{
    private readonly string file = Path.GetTempFileName();

    public void Dispose() => File.Delete(file);

    [Fact]
    public Task A_folder_that_is_a_file_is_refused_at_once_in_one_line() => IsRefusedAsync(file);

    [Fact]
    public Task A_folder_below_a_file_is_refused_at_once_in_one_line() => IsRefusedAsync(Path.Combine(file, "stacks"));

    /// <summary>Node's own way to make a folder never ends there.</summary>
    [Fact]
    public async Task A_folder_where_none_can_be_made_is_refused_at_once_in_one_line()
    {
        if (OperatingSystem.IsLinux())
        {
            await IsRefusedAsync("/proc/x");
        }
    }

    private static async Task IsRefusedAsync(string folder)
    {
        using var run = await CommandRun.RunInAsync(
            new Dictionary<string, string>(),
            "aws", "synth", "--topology", Path.Combine(Checkout.Folder, "domicile.json"), "--out", folder);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        var line = Assert.Single(run.Errors.TrimEnd().Split('\n'));
        Assert.Contains($"cannot be written into {folder}: ", line, StringComparison.Ordinal);
        Assert.EndsWith("Name another folder with --out DIR.", line, StringComparison.Ordinal);
    }
}
