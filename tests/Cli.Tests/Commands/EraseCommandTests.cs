using Domicile.Local.Folders;

namespace Domicile.Cli.Tests.Commands;

public sealed class EraseCommandTests(SmallWorld world)
{
    [Fact]
    public async Task A_user_is_erased_and_the_certificate_is_checked_without_the_world()
    {
        using var made = await world.RunAsync("user", "add", "--name", "Ottilie", "--json");
        var user = made.Json.GetProperty("id").GetString()!;

        using var erased = await world.RunAsync("privacy", "erase", user, "--yes", "--json");

        Assert.Equal((0, ""), (erased.ExitCode, erased.Errors));
        Assert.Contains(erased.Json.GetProperty("state").GetString(), (string[])["certified", "done"]);
        var file = world.Scratch($"{user}.json");
        using var shown = await world.RunAsync("privacy", "certificate", user, "--out", file);
        Assert.Equal((0, ""), (shown.ExitCode, shown.Errors));
        var key = new RegionKeys(new WorldFolder(world.Folder), "eu").CertificateKey.PublicPath;
        using var good = await CommandRun.RunAsync("privacy", "verify-certificate", file, "--key", key);
        Assert.Equal(0, good.ExitCode);
        Assert.Contains($"{user} was erased", good.Output, StringComparison.Ordinal);

        var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            file, text.Replace(user, "eu-1000000", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        using var forged = await CommandRun.RunAsync("privacy", "verify-certificate", file, "--key", key);
        Assert.Equal(1, forged.ExitCode);
        Assert.Contains("not genuine", forged.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_operators_order_waits_for_a_second_person()
    {
        using var made = await world.RunAsync("user", "add", "--json");
        var user = made.Json.GetProperty("id").GetString()!;

        using var asked = await world.RunAsync("privacy", "erase", user, "--yes", "--reason", "objection");

        Assert.Equal(0, asked.ExitCode);
        Assert.Contains($"{user} waits for the consent", asked.Output, StringComparison.Ordinal);
        var request = asked.Output.Split("consent ")[^1].Split(' ')[0];
        using var own = await world.RunAsync("privacy", "consent", request, "--region", "eu", "--name", "operator");
        Assert.Equal(1, own.ExitCode);
        using var given = await world.RunAsync("privacy", "consent", request, "--region", "eu", "--name", "eva");
        Assert.Equal((0, ""), (given.ExitCode, given.Errors));
        using var late = await world.RunAsync("privacy", "erase", user, "--yes", "--reason", "objection", "--json");
        Assert.Contains(late.Json.GetProperty("state").GetString(), (string[])["certified", "done"]);
    }

    [Fact]
    public async Task Without_a_yes_nothing_is_erased()
    {
        using var made = await world.RunAsync("user", "add", "--name", "Rosalia", "--json");
        var user = made.Json.GetProperty("id").GetString()!;

        using var asked = await world.RunAsync("privacy", "erase", user);

        Assert.Equal((1, ""), (asked.ExitCode, asked.Output));
        Assert.Contains($"the personal data of {user} for ever. Type yes", asked.Errors, StringComparison.Ordinal);
        Assert.Contains("Nothing was erased", asked.Errors, StringComparison.Ordinal);
        using var shown = await world.RunAsync("user", "show", user);
        Assert.Contains("Rosalia", shown.Output, StringComparison.Ordinal);
    }
}
