using Domicile.Testing.Aws;

namespace Domicile.Server.Tests.Clouds.Faults;

/// <summary>What an operator is told when AWS refuses the server: the call, the code, and what to look at.</summary>
[Collection(nameof(CloudCollection))]
public sealed class RefusedServiceTests(CloudWorld world) : IDisposable
{
    private readonly CloudCaller eu = CloudCaller.OfEu(world);
    private readonly int before = world.EuProgram.Log.Length;

    private string Said => world.EuProgram.Log[before..];

    public void Dispose() => world.EuDoor.Lift();

    [Theory]
    [InlineData("AccessDeniedException", "service-refused", "policy")]
    [InlineData("UnrecognizedClientException", "service-refused", "does not know the credentials")]
    [InlineData("RequestTimeTooSkewed", "service-refused", "clock is wrong")]
    [InlineData("SignatureDoesNotMatch", "service-refused", "clock is wrong")]
    [InlineData("ExpiredTokenException", "unavailable", "")]
    public async Task A_refused_call_is_one_line_with_its_code_and_without_the_services_own_words(
        string code, string problem, string advice)
    {
        world.EuDoor.Stand("Encrypt", Fault.Json(code));

        var answer = await eu.PostAsync("/v1/users", """{"name":"Nobody Else"}""");

        answer.MustBe(problem, 503);
        Assert.Contains($"Encrypt of kms in eu-west-1 ({code})", answer.Text("detail"), StringComparison.Ordinal);
        Assert.Contains(advice, answer.Text("detail"), StringComparison.Ordinal);
        await WaitForLineAsync($"503 {problem}");
        Assert.Contains($"Encrypt of kms in eu-west-1 ({code})", Said, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", Said + answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Nobody Else", Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_was_disabled_is_named_and_enabling_it_is_enough()
    {
        const string Alias = "domicile-eu-keys-1";
        var user = CloudCaller.Good(await eu.PostAsync("/v1/users", """{"name":"Anna"}"""));
        await world.Eu.EnableKeyAsync(Alias, isEnabled: false);

        // Unlike KMS, the stand-in goes on with a disabled key.
        world.EuDoor.Stand("Encrypt", Fault.Json("DisabledException"));
        world.EuDoor.Stand("Decrypt", Fault.Json("DisabledException"));
        try
        {
            var made = await eu.PostAsync("/v1/users", """{"name":"Bob"}""");
            made.MustBe("service-refused", 503);
            Assert.Contains("missing or disabled", made.Text("detail"), StringComparison.Ordinal);
            await WaitForLineAsync("503 service-refused");
            Assert.Contains("Generation 1 of the region's wrapping key is missing", Said, StringComparison.Ordinal);
        }
        finally
        {
            await world.Eu.EnableKeyAsync(Alias, isEnabled: true);
            world.EuDoor.Lift();
        }

        Assert.Equal("Anna", (await eu.GetAsync($"/v1/users/{user.Text("id")}")).Text("name"));
        CloudCaller.Good(await eu.PostAsync("/v1/users", """{"name":"Bob"}"""));
    }

    // What a program writes comes by a pipe.
    private async Task WaitForLineAsync(string part)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!Said.Contains(part, StringComparison.Ordinal))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(30), Said);
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }
}
