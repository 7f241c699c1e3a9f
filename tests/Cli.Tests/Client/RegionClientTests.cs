using System.Net;
using Domicile.Cli.Client;

namespace Domicile.Cli.Tests.Client;

public sealed class RegionClientTests
{
    private const string Problem =
        """{"type":"/docs/problems#{0}","title":"t","status":409,"detail":"Say it again in a moment."}""";

    private const string Transfer =
        """
        {"id":"0197","from":"external","to":"eu-1","amount":"12.34","asset":"EUR","state":"completed","postingNumber":1,
        "bookedAt":"2026-01-01T00:00:00Z","effectiveAt":"2026-01-01T00:00:00Z","balanceAfter":"12.34"}
        """;

    private static readonly NewTransfer Order = new("external", "eu-1", "12.34", "EUR", null, null);

    [Fact]
    public async Task What_passes_by_itself_is_tried_again_with_the_same_key()
    {
        using var stub = new StubHandler(
            StubHandler.Json(HttpStatusCode.ServiceUnavailable, Problem.Replace("{0}", "unavailable")),
            StubHandler.Json(HttpStatusCode.Conflict, Problem.Replace("{0}", "key-at-work")),
            StubHandler.Failure(HttpRequestError.ResponseEnded),
            StubHandler.Json(HttpStatusCode.Created, Transfer, "Idempotency-Replayed"));
        using var client = Client(stub, Patience.OfOneCall);

        var answer = await client.PostTransferAsync(Order, "k-1", TestContext.Current.CancellationToken);

        Assert.True(answer.Replayed);
        Assert.Equal("12.34", answer.ValueOrThrow().BalanceAfter);
        Assert.Equal(4, stub.Requests.Count);
        var (line, key, body) = Assert.Single(stub.Requests.Distinct());
        Assert.Equal(("POST /v1/transfers", "k-1"), (line, key));
        Assert.Equal("""{"from":"external","to":"eu-1","amount":"12.34","asset":"EUR"}""", body);
    }

    [Theory]
    [InlineData(HttpStatusCode.UnprocessableEntity, "insufficient-funds")]
    [InlineData(HttpStatusCode.Conflict, "asset-exists")]
    [InlineData(HttpStatusCode.InternalServerError, "unexpected")]
    public async Task A_verdict_is_told_and_not_tried_again(HttpStatusCode status, string code)
    {
        using var stub = new StubHandler(StubHandler.Json(status, Problem.Replace("{0}", code)));
        using var client = Client(stub, Patience.OfLongWork);

        var answer = await client.PostTransferAsync(Order, "k-1", TestContext.Current.CancellationToken);

        Assert.Equal(new ApiProblem((int)status, code, "Say it again in a moment."), answer.Problem);
        Assert.Equal(
            $"Say it again in a moment. ({code})", Assert.Throws<ApiException>(answer.ValueOrThrow).Message);
        Assert.Single(stub.Requests);
    }

    [Fact]
    public async Task Patience_ends_and_the_last_answer_is_told()
    {
        using var stub = new StubHandler(
            StubHandler.Json(HttpStatusCode.ServiceUnavailable, "<html>", "Retry-After"));
        using var client = Client(stub, new Patience(TimeSpan.FromMilliseconds(300), WaitsForServer: true));

        var answer = await client.PostTransferAsync(Order, "k-1", TestContext.Current.CancellationToken);

        Assert.Equal(503, answer.Problem!.Status);
        Assert.Contains("without an explanation", answer.Problem.Detail);
    }

    [Fact]
    public async Task One_command_does_not_wait_for_a_server_that_is_not_there_and_long_work_does()
    {
        using var stub = new StubHandler(StubHandler.Failure(HttpRequestError.ConnectionError));
        using var client = Client(stub, Patience.OfOneCall);
        var e = await Assert.ThrowsAsync<ApiException>(
            () => client.PostTransferAsync(Order, "k-1", TestContext.Current.CancellationToken));
        Assert.Equal("No server listens at http://127.0.0.1:1. Start the world with ./domicile up.", e.Message);
        Assert.Single(stub.Requests);

        using var backAgain = new StubHandler(
            StubHandler.Failure(HttpRequestError.ConnectionError), StubHandler.Json(HttpStatusCode.Created, Transfer));
        using var patient = Client(backAgain, Patience.OfLongWork);
        Assert.True((await patient.PostTransferAsync(Order, "k", TestContext.Current.CancellationToken)).IsDone);
    }

    [Fact]
    public void Pauses_grow_and_stay_bounded()
    {
        Assert.InRange(Patience.Pause(1, null).TotalMilliseconds, 25, 50);
        Assert.InRange(Patience.Pause(3, null).TotalMilliseconds, 100, 200);
        Assert.InRange(Patience.Pause(1, TimeSpan.FromSeconds(1)).TotalMilliseconds, 500, 1000);
        Assert.InRange(Patience.Pause(1_000_000, TimeSpan.FromHours(1)).TotalMilliseconds, 1000, 2000);
    }

    private static RegionClient Client(StubHandler stub, Patience patience) =>
        new("http://127.0.0.1:1", "token", patience, stub);
}
