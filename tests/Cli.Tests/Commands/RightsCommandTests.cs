using System.IO.Compression;
using System.Text.Json;

namespace Domicile.Cli.Tests.Commands;

[Collection("small world")]
public sealed class RightsCommandTests(SmallWorld world)
{
    [Fact]
    public async Task A_user_is_found_restricted_listed_and_exported()
    {
        using var add = await world.RunAsync(
            "user", "add", "--name", "Řehoř", "--email", "rehor@example.org", "--json");
        var user = add.Json.GetProperty("id").GetString()!;

        using var found = await world.RunAsync("privacy", "find", "REHOR@example.org", "--json");
        Assert.Equal(user, found.Json.GetProperty("users")[0].GetProperty("id").GetString());
        using var nobody = await world.RunAsync("privacy", "find", "nobody@example.org");
        Assert.Equal((0, "Nobody has this address."), (nobody.ExitCode, nobody.Output.Trim()));

        using var restricted = await world.RunAsync("privacy", "restrict", user, "--reason", "disputes the balance");
        Assert.Contains($"{user} is restricted since", restricted.Output);
        using var refused = await world.RunAsync(
            "transfer", "--from", "external", "--to", user, "--amount", "1", "--asset", "EUR");
        Assert.Contains("user-restricted", refused.Errors);
        using var lifted = await world.RunAsync("privacy", "lift", user);
        Assert.Equal($"{user} is not restricted.", lifted.Output.Trim());

        using var done = await world.RunAsync("privacy", "requests", "--state", "done", "--json");
        Assert.Contains(done.Json.GetProperty("requests").EnumerateArray(), request =>
            request.GetProperty("user").GetString() == user
            && request.GetProperty("kind").GetString() == "restriction");
        using var table = await world.RunAsync("privacy", "requests", "--state", "done");
        Assert.Matches($@"restriction\s+{user}\s+privacy-officer \(privacy-officer\)", table.Output);
    }

    [Fact]
    public async Task An_export_is_lines_or_a_zip()
    {
        using var add = await world.RunAsync("user", "add", "--name", "Ada =1+1", "--json");
        var user = add.Json.GetProperty("id").GetString()!;

        using var export = await world.RunAsync("privacy", "export", user);
        Assert.Equal((0, ""), (export.ExitCode, export.Errors));
        var lines = export.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains(lines, line => line.Contains("\"name\":\"Ada =1+1\"", StringComparison.Ordinal));
        Assert.True(JsonDocument.Parse(lines[^1]).RootElement.GetProperty("complete").GetBoolean());

        var file = world.Scratch("export.zip");
        using var zipped = await world.RunAsync("privacy", "export", user, "--zip", file, "--right", "portability");
        Assert.Equal(0, zipped.ExitCode);
        await using var zip = await ZipFile.OpenReadAsync(file, TestContext.Current.CancellationToken);
        Assert.NotNull(zip.GetEntry("detail.csv"));

        using var unknown = await world.RunAsync("privacy", "export", "eu-29999");
        Assert.Equal(1, unknown.ExitCode);
        Assert.Contains("user-unknown", unknown.Errors);
    }
}
