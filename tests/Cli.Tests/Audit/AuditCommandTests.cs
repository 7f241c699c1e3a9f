namespace Domicile.Cli.Tests.Audit;

public sealed class AuditCommandTests(AuditedWorld world)
{
    [Fact]
    public async Task A_document_reaches_the_institution_is_verified_and_proven_and_one_byte_altered_is_found()
    {
        var count = await world.CountAsync();
        var (user, transfer) = await world.PayTwiceAsync();
        var (package, _) = await world.WaitForAsync("delivered", count + 1);

        using (var verified = await world.RunAsync("audit", "verify", world.Received(package)))
        {
            Assert.True(verified.ExitCode == 0, verified.Errors);
            Assert.Contains("of eu for sandbox: 2 documents", verified.Output);
        }

        var altered = world.Scratch("altered.zip");
        var bytes = await File.ReadAllBytesAsync(world.Received(package));
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(altered, bytes);
        using (var refused = await world.RunAsync("audit", "verify", altered, "--key", world.PublicKey))
        {
            Assert.Equal(1, refused.ExitCode);
            Assert.Contains($"documents/{user}.", refused.Errors);
        }

        var proof = world.Scratch("proof.json");
        using (var proven = await world.RunAsync("audit", "prove", transfer, "--out", proof))
        {
            Assert.True(proven.ExitCode == 0, proven.Errors);
        }

        using var check = await world.RunAsync("audit", "check-proof", proof, "--key", world.PublicKey);
        Assert.True(check.ExitCode == 0, check.Errors);
        Assert.Contains($"The document {user}.{transfer} is in package", check.Output);
    }

    [Theory]
    [InlineData("refuse", "The institution refused it with status 503.", false)]
    [InlineData("lose-receipt", "The connection ended before a whole answer came", true)]
    [InlineData("wrong-receipt", "The receipt is for something else than what was sent.", true)]
    public async Task What_an_institution_fails_to_receive_waits_for_an_operator_and_is_sent_again(
        string mode, string failure, bool hasIt)
    {
        var count = await world.CountAsync();
        await world.SetModeAsync(mode);
        await world.PayTwiceAsync();
        var (package, why) = await world.WaitForAsync("dead", count + 1);
        Assert.Contains(failure, why);
        Assert.Equal(hasIt, File.Exists(world.Received(package)));

        await world.SetModeAsync("ok");
        using (var resent = await world.RunAsync("audit", "resend"))
        {
            Assert.Equal("1 package is sent again now.", resent.Output.Trim());
        }

        await world.WaitForAsync("delivered", count + 1);
        Assert.True(File.Exists(world.Received(package)));
    }

    [Fact]
    public async Task Two_answers_on_one_connection_count_once_and_not_for_the_next_package()
    {
        var count = await world.CountAsync();
        await world.SetModeAsync("answer-twice");
        await world.PayTwiceAsync();
        await world.PayTwiceAsync();

        await world.WaitForAsync("delivered", count + 2);

        await world.SetModeAsync("ok");
    }

    [Theory]
    [InlineData("verify /nowhere.zip", "nowhere.zip")]
    [InlineData("prove 7", "7 is not a transfer's id")]
    [InlineData("prove 0197a1b2-7c3d-7e4f-8a9b-0c1d2e3f4a5b", "is in a package")]
    [InlineData("resend eu-sandbox-99999999", "There is no package eu-sandbox-99999999")]
    [InlineData("resend nonsense", "nonsense is no package's id")]
    [InlineData("packages --institution tax", "There are eu/sandbox.")]
    [InlineData("sandbox --region us", "There is no region us")]
    public async Task A_mistake_is_told_with_what_to_do(string line, string message)
    {
        using var run = await world.RunAsync(["audit", .. line.Split(' ')]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(message, run.Errors);
    }
}
