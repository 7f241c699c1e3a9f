using System.IO.Compression;
using System.Text;
using Domicile.Cli.Tests.Commands;

namespace Domicile.Cli.Tests.Privacy.Canary;

public sealed class CanaryCommandTests(SmallWorld world)
{
    [Fact]
    public async Task An_erased_user_is_proven_to_be_gone_and_one_that_is_left_anywhere_is_found()
    {
        using (var proven = await world.RunAsync("privacy", "canary", "--json"))
        {
            Assert.Empty(proven.Json.GetProperty("problems").EnumerateArray().Select(problem => problem.GetString()));
            Assert.True(proven.Json.GetProperty("bytesRead").GetInt64() > 50_000_000);
            Assert.True(proven.Json.GetProperty("probes").GetInt32() > 200);
            Assert.True(proven.Json.GetProperty("trialAfter").GetProperty("keyCount").GetInt64() > 3);
            Assert.Equal(0, proven.ExitCode);
        }

        const string Marker = "Quagga Řehoř 1883";
        var left = Path.Combine(world.Folder, "logs", "old.gz");
        await using (var packed = new GZipStream(File.Create(left), CompressionLevel.Fastest))
        {
            packed.Write(Encoding.UTF8.GetBytes($"somebody wrote {Marker} here"));
        }

        using var found = await world.RunAsync("privacy", "canary", "--marker", Marker, "--json");
        File.Delete(left);
        Assert.Equal(1, found.ExitCode);
        Assert.Equal(
            [
                "The name stands in logs/old.gz > gzip at 15 as UTF-8, before the erasure.",
                "The name stands in logs/old.gz > gzip at 15 as UTF-8, after the erasure.",
            ],
            found.Json.GetProperty("problems").EnumerateArray().Select(problem => problem.GetString()));
    }

    [Theory]
    [InlineData("short")]
    [InlineData("two\nlines of it")]
    public async Task A_marker_that_chance_could_make_is_not_understood(string marker)
    {
        using var run = await world.RunAsync("privacy", "canary", "--marker", marker);
        Assert.Equal(2, run.ExitCode);
    }
}
