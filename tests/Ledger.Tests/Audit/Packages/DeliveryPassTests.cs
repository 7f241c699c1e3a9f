using Domicile.Ledger.Audit.Institutions;
using Domicile.Ledger.Audit.Packages.Delivery;

namespace Domicile.Ledger.Tests.Audit.Packages;

public sealed class DeliveryPassTests : IAsyncLifetime
{
    private AuditedBooks books = null!;

    public async ValueTask InitializeAsync()
    {
        books = await AuditedBooks.CreateAsync();
        await books.PlantAsync("s1", 1, 2, 3, 4, 5, 6);
        await books.PackAsync();
    }

    public ValueTask DisposeAsync() => books.DisposeAsync();

    [Fact]
    public async Task Packages_are_sent_in_their_order_and_their_receipts_kept()
    {
        await books.DeliverAsync();

        Assert.Equal(["eu-tax-00000001", "eu-tax-00000002"], books.Staged.Received);
        Assert.Equal(await books.FileAsync(2), books.Staged.Files[1]);
        Assert.Equal("delivered delivered", await StatesAsync());
        Assert.Contains("\"receipt\"", await books.ReadAsync(
            "select convert_from(receipt, 'utf8') from ledger.audit_package limit 1"));
    }

    [Fact]
    public async Task What_was_refused_is_sent_again_later_and_nothing_overtakes_it()
    {
        books.Staged.Answer = _ => (503, []);
        await books.DeliverAsync();
        await books.DeliverAsync();
        Assert.Equal("stored stored", await StatesAsync());
        Assert.Single(books.Staged.Received);

        books.Staged.Answer = null;
        books.Time.Pass(TimeSpan.FromSeconds(2));
        await books.DeliverAsync();

        Assert.Equal(["eu-tax-00000001", "eu-tax-00000001", "eu-tax-00000002"], books.Staged.Received);
        Assert.Equal("delivered delivered", await StatesAsync());
    }

    [Fact]
    public async Task After_its_tries_a_package_waits_for_an_operator_and_the_next_goes_on()
    {
        books.Staged.Answer = receipt => receipt.Id.EndsWith('1') ? (500, []) : (200, books.Staged.Sign(receipt));
        for (var attempt = 0; attempt < 3; attempt++)
        {
            await books.DeliverAsync();
            books.Time.Pass(TimeSpan.FromMinutes(10));
        }

        await books.DeliverAsync();

        Assert.Equal("dead delivered", await StatesAsync());
        Assert.Equal(3, books.Staged.Received.Count(id => id == "eu-tax-00000001"));
        Assert.Equal(
            "eu-tax-00000001 (try 3 of 3): The institution refused it with status 500.",
            await books.ReadAsync("select failure from ledger.audit_package where package_number = 1"));
    }

    [Fact]
    public async Task A_restart_goes_on_counting_tries()
    {
        books.Staged.Answer = _ => (500, []);
        await books.DeliverAsync();
        books.Time.Pass(TimeSpan.FromMinutes(10));
        books.NewWork();
        await books.DeliverAsync();

        Assert.Equal("2", await books.ReadAsync(
            "select try_count::text from ledger.audit_package where package_number = 1"));
    }

    [Theory]
    [InlineData("hash", "The receipt is for something else than what was sent.")]
    [InlineData("id", "The receipt is for something else than what was sent.")]
    [InlineData("unsigned", "The answer is no receipt that the institution signed.")]
    [InlineData("empty", "The answer is no receipt that the institution signed.")]
    [InlineData("twice", "The answer is no receipt that the institution signed.")]
    [InlineData("redirect", "The institution refused it with status 302.")]
    public async Task An_answer_that_is_no_receipt_for_this_package_delivers_nothing(string what, string failure)
    {
        books.Staged.Answer = receipt => what switch
        {
            "hash" => (200, books.Staged.Sign(receipt with { Hash = new string('0', 64) })),
            "id" => (200, books.Staged.Sign(receipt with { Id = "eu-tax-00000002" })),
            "unsigned" => (200, "{\"receipt\":\"e30=\",\"signature\":\"e30=\"}"u8.ToArray()),
            "twice" => (200, [.. books.Staged.Sign(receipt), .. books.Staged.Sign(receipt)]),
            "redirect" => (302, []),
            _ => (200, []),
        };

        await books.DeliverAsync();

        Assert.Equal("stored stored", await StatesAsync());
        Assert.EndsWith(failure, await books.ReadAsync(
            "select failure from ledger.audit_package where package_number = 1"));
    }

    [Fact]
    public async Task An_institution_that_is_not_there_is_asked_again()
    {
        await books.Staged.LeaveAsync();
        await books.DeliverAsync();
        Assert.Contains("Nobody listens at", await books.ReadAsync(
            "select failure from ledger.audit_package where package_number = 1"));
    }

    [Fact]
    public async Task An_erasure_is_told_and_its_receipt_comes_back()
    {
        var notice = new ErasureNotice(ErasureNotice.FormKnown, "eu", 7, "eu-1", DateTimeOffset.UnixEpoch);

        var answer = await books.Work.Institutions[0].NotifyErasureAsync(
            notice, TestContext.Current.CancellationToken);

        Assert.True(answer.IsReceived, answer.Failure);
        Assert.Equal(["eu-erasure-00000007"], books.Staged.Received);
    }

    [Fact]
    public void Pauses_double_up_to_five_minutes_give_or_take_a_quarter()
    {
        Assert.Equal(TimeSpan.FromSeconds(0.75), DeliveryPause.After(1, 0));
        Assert.Equal(TimeSpan.FromSeconds(1.25), DeliveryPause.After(1, 1));
        Assert.Equal(TimeSpan.FromSeconds(8), DeliveryPause.After(4, 0.5m));
        Assert.Equal(TimeSpan.FromMinutes(5), DeliveryPause.After(1000, 0.5m));
    }

    private Task<string> StatesAsync() => books.ReadAsync(
        "select string_agg(state, ' ' order by package_number) from ledger.audit_package");
}
