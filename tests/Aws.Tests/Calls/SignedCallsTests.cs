using System.Net;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Domicile.Aws.Calls;
using Domicile.Ledger;
using Domicile.Testing.Aws;

namespace Domicile.Aws.Tests.Calls;

/// <summary>The small client when services fail, refuse, or are silent.</summary>
public sealed class SignedCallsTests : IAsyncLifetime
{
    private FaultyDoor door = null!;
    private SignedCalls calls = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        door = new FaultyDoor(await StandIns.Moto.AddressAsync());
        calls = new SignedCalls(TestSite.Of(door.Address), TimeProvider.System, new CallLimits
        {
            AnswerMax = TimeSpan.FromSeconds(2),
            FirstPause = TimeSpan.FromMilliseconds(1),
        });
    }

    public async ValueTask DisposeAsync()
    {
        calls.Dispose();
        await door.DisposeAsync();
    }

    public static TheoryData<string> Passing { get; } =
        ["RequestThrottled", "ThrottlingException", "SlowDown", "500", "503", "429", "reset", "lost", "silent", "html"];

    [Theory]
    [MemberData(nameof(Passing))]
    public async Task What_passes_is_tried_again(string fault)
    {
        door.Plan("ListQueues", Of(fault));

        await ListAsync();

        Assert.Equal(["ListQueues", "ListQueues"], door.Calls);
    }

    [Fact]
    public async Task What_does_not_pass_is_told_as_a_service_that_does_not_answer_after_four_tries()
    {
        door.Plan("ListQueues", Enumerable.Repeat(Fault.Json("RequestThrottled"), 4));

        var failed = await Assert.ThrowsAsync<AwsUnavailableException>(ListAsync);

        Assert.Equal("RequestThrottled", failed.Code);
        Assert.Contains("ListQueues of sqs in eu-west-1", failed.Message, StringComparison.Ordinal);
        Assert.True(ShardFailure.IsUnavailable(failed));
        Assert.Equal(4, door.Calls.Count);
    }

    [Fact]
    public async Task A_refusal_is_told_at_once_with_its_code_and_is_no_silence()
    {
        door.Plan("ListQueues", Fault.Json("com.amazon.coral.service#AccessDeniedException:http://internal/"));

        var refused = await Assert.ThrowsAsync<AwsRefusedException>(ListAsync);

        Assert.Equal("AccessDeniedException", refused.Code);
        Assert.Contains("planted", refused.Message, StringComparison.Ordinal);
        Assert.False(ShardFailure.IsUnavailable(refused));
        Assert.Single(door.Calls);
    }

    [Fact]
    public async Task Whoever_stops_waiting_is_not_told_of_a_failure()
    {
        door.Plan("ListQueues", Fault.Hang);
        using var stopped = CancellationTokenSource.CreateLinkedTokenSource(Token);
        stopped.CancelAfter(TimeSpan.FromMilliseconds(100));

        // With a try left, the pause before it would be stopped as well.
        using var once = new SignedCalls(
            TestSite.Of(door.Address), TimeProvider.System, new CallLimits { TriesMax = 1 });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => once.CallAsync(
            JsonService.Queues, "ListQueues", new JsonObject(), cancellation: stopped.Token));
    }

    [Fact]
    public async Task An_endpoint_that_nobody_listens_at_is_a_silence()
    {
        using var nowhere = new SignedCalls(
            TestSite.Of(new Uri("http://127.0.0.1:1/")), TimeProvider.System, new CallLimits { TriesMax = 1 });

        var failed = await Assert.ThrowsAsync<AwsUnavailableException>(() => nowhere.CallAsync(
            JsonService.Queues, "ListQueues", new JsonObject(), cancellation: Token));

        Assert.Equal(AwsUnavailableException.Unreachable, failed.Code);
    }

    [Fact]
    public void Pauses_grow_and_are_random_and_bounded()
    {
        var limits = new CallLimits();
        Assert.Equal(TimeSpan.Zero, limits.PauseAfter(1, 0));
        Assert.Equal(TimeSpan.FromMilliseconds(100), limits.PauseAfter(1, 1));
        Assert.Equal(TimeSpan.FromMilliseconds(200), limits.PauseAfter(3, 0.5));
        Assert.Equal(limits.PauseMax, limits.PauseAfter(60, 1));
    }

    [Fact]
    public async Task Failures_name_neither_key_nor_token()
    {
        door.Plan("ListQueues", Fault.Json("AccessDeniedException"));
        var refused = await Assert.ThrowsAsync<AwsRefusedException>(ListAsync);
        Assert.DoesNotContain("Credential", refused.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Without_credentials_nothing_is_sent_and_that_is_a_silence_with_a_name()
    {
        using var nobody = new SignedCalls(
            new SiteAccess("eu-west-1", new EndedCredentials(), door.Address),
            TimeProvider.System,
            new CallLimits { TriesMax = 2, FirstPause = TimeSpan.FromMilliseconds(1) });

        var failed = await Assert.ThrowsAsync<AwsUnavailableException>(() => nobody.CallAsync(
            JsonService.Queues, "ListQueues", new JsonObject(), cancellation: Token));

        Assert.StartsWith("ListQueues of sqs in eu-west-1 (NoCredentials): ", failed.Line, StringComparison.Ordinal);
        Assert.Empty(door.Calls);
    }

    [Theory]
    [InlineData("RequestTimeTooSkewed", "Encrypt of kms in eu-west-1 (RequestTimeTooSkewed): this machine's clock")]
    [InlineData("SomethingNew", "Encrypt of kms in eu-west-1 (SomethingNew)")]
    [InlineData("<html>eu-30001</html>", "Encrypt of kms in eu-west-1")]
    public void A_line_for_the_log_has_the_code_and_advice_and_nothing_that_a_stranger_wrote(string code, string line)
    {
        var refused = new AwsRefusedException(code, HttpStatusCode.BadRequest, "eu-30001 was refused")
        {
            Call = "Encrypt of kms in eu-west-1",
        };

        Assert.StartsWith(line, refused.Line, StringComparison.Ordinal);
        Assert.DoesNotContain("eu-30001", refused.Line, StringComparison.Ordinal);
    }

    private static Fault Of(string fault) => fault switch
    {
        "500" => Fault.Json("Whatever", 500),
        "503" => new Fault(FaultKind.Refuse) { Status = 503 },
        "429" => Fault.Json("Whatever", 429),
        "reset" => Fault.Reset,
        "lost" => Fault.LoseAnswer,
        "silent" => Fault.Hang,
        "html" => new Fault(FaultKind.Refuse) { Status = 200, Body = "<html>a proxy</html>" },
        var code => Fault.Json(code),
    };

    private Task ListAsync() =>
        calls.CallAsync(JsonService.Queues, "ListQueues", new JsonObject(), cancellation: Token);

    /// <summary>As an instance's, when its metadata do not answer.</summary>
    private sealed class EndedCredentials : AWSCredentials
    {
        public override ImmutableCredentials GetCredentials() =>
            throw new AmazonServiceException("Unable to get IAM security credentials.");

        public override Task<ImmutableCredentials> GetCredentialsAsync() => Task.FromResult(GetCredentials());
    }
}
