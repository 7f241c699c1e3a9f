namespace Domicile.Cli.Tests.Lifecycle;

public sealed class WrongCommandTests
{
    [Theory]
    [InlineData("fly", 2, "'fly'")]
    [InlineData("up --port", 2, "--port")]
    [InlineData("up --port x", 2, "--port takes a whole number from 1 to 65000, not x.")]
    [InlineData("up --port 70000", 2, "not 70000")]
    [InlineData("status --nonsense", 2, "'--nonsense'")]
    [InlineData("status", 1, "There is no world in")]
    [InlineData("down", 1, "There is no world in")]
    [InlineData("logs", 1, "There is no world in")]
    [InlineData("logs --lines many", 2, "--lines takes a whole number")]
    [InlineData("migrate", 1, "There is no world in")]
    [InlineData("world", 1, "There is no world in")]
    [InlineData("world rebuild", 1, "There is no world in")]
    [InlineData("stuck", 1, "There is no world in")]
    [InlineData("reconcile", 1, "There is no world in")]
    [InlineData("promote", 2, "'shard'")]
    [InlineData("promote eu/s1", 1, "There is no world in")]
    [InlineData("psql", 2, "NODE")]
    [InlineData("psql eu/s1", 1, "There is no world in")]
    [InlineData("psql eu/s1 --as nobody", 2, "'nobody'")]
    [InlineData("reset --yes", 1, "There is no world in")]
    [InlineData("token", 2, "Give either --user eu-1, or --role operator with --region eu.")]
    [InlineData("token --role operator", 2, "Give either --user")]
    [InlineData("token --role king --region eu", 2, "'king'")]
    [InlineData("token --user eu-1 --region eu", 2, "Give either --user")]
    [InlineData("token --user nobody", 1, "nobody is not a user id")]
    [InlineData("token --user eu-1", 1, "There is no world in")]
    [InlineData("token --user eu-1 --hours 0", 2, "--hours takes a whole number")]
    [InlineData("up --topology /nowhere.json", 1, "/nowhere.json")]
    public async Task A_wrong_command_is_told_what_is_wrong(string line, int exitCode, string message)
    {
        var folder = Path.Combine(Path.GetTempPath(), "domicile-no-world-" + Guid.NewGuid());
        var run = (await CliRun.RunAsync([.. line.Split(' '), "--data", folder])).Ended(exitCode);
        Assert.Contains(message, run.Errors, StringComparison.Ordinal);
        Assert.StartsWith("domicile: ", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Errors + run.Output, StringComparison.Ordinal);
        Assert.Empty(run.Output);
        Assert.False(Directory.Exists(folder), "a refused command leaves no folder behind");
    }

    [Theory]
    [InlineData("up")]
    [InlineData("down")]
    [InlineData("status")]
    [InlineData("psql")]
    [InlineData("logs")]
    [InlineData("migrate")]
    [InlineData("token")]
    [InlineData("reset")]
    public async Task Help_of_every_command_has_an_example_and_the_worlds_options(string command)
    {
        var run = (await CliRun.RunAsync(command, "--help")).Ended(0);
        Assert.Contains($"./domicile {command}", run.Output[run.Output.IndexOf("Example", StringComparison.Ordinal)..],
            StringComparison.Ordinal);
        Assert.Contains("--data <DIR>", run.Output, StringComparison.Ordinal);
        Assert.Contains("--port <BASE>", run.Output, StringComparison.Ordinal);
    }
}
