using Domicile.Cli.Chaos.Load;
using Domicile.Cli.Chaos.Proof;
using Domicile.Cli.Client;

namespace Domicile.Cli.Tests.Chaos;

public sealed class LogComparisonTests : IDisposable
{
    private static readonly Guid Id = Guid.NewGuid();

    private readonly string file = Path.GetTempFileName();
    private readonly OutsideLog log;

    public LogComparisonTests() => log = new OutsideLog(file);

    public void Dispose()
    {
        log.Dispose();
        File.Delete(file);
    }

    [Fact]
    public void What_was_told_and_stands_in_both_books_once_is_right()
    {
        Tell("k", Id);
        Judge(0, 0, 0, Payer(), Payee());
        Assert.Contains(Id.ToString(), File.ReadAllText(file), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_told_and_is_missing_on_one_side_is_lost()
    {
        Tell("k", Id);
        Judge(1, 0, 0);
        Judge(1, 0, 0, Payer());
        Judge(1, 0, 0, Payee());
    }

    [Fact]
    public void A_refund_needs_no_payee_and_must_have_none()
    {
        Tell("k", Id, "in-transit");
        var refunded = Payer() with { State = "refunded", Net = 0 };
        Judge(0, 0, 0, refunded);
        Judge(0, 1, 0, refunded, Payee());
        Judge(0, 1, 0, refunded with { Net = -5 });
    }

    [Fact]
    public void What_is_in_transit_is_not_finished()
    {
        Tell("k", Id, "in-transit");
        Judge(0, 0, 1, Payer() with { State = "in-transit" });
    }

    [Fact]
    public void What_was_done_twice_is_found_in_the_postings_by_a_second_transfer_and_by_the_answers()
    {
        Tell("k", Id);
        Judge(0, 1, 0, Payer() with { Net = -10 }, Payee());
        Judge(0, 1, 0, Payer(), Payee() with { Net = 10 });
        Judge(0, 1, 0, Payer(), Payee(), Payer() with { Id = Guid.NewGuid() });
        var second = Guid.NewGuid();
        Tell("k", second);
        Judge(0, 1, 0, Payer(), Payee(), Payer() with { Id = second }, Payee() with { Id = second });
    }

    [Fact]
    public void What_a_promotion_may_lose_is_counted_apart()
    {
        Tell("k", Id);
        var judged = LogComparison.Of(log, [], (book, _) => book == "eu-1");
        Assert.Equal((0, 1), (judged.Lost.Count, judged.LostByPromotion.Count));
        judged = LogComparison.Of(log, [], (_, _) => false);
        Assert.Equal((1, 0), (judged.Lost.Count, judged.LostByPromotion.Count));

        // What one of the two books has, the other may not lose.
        judged = LogComparison.Of(log, [Payer()], (_, _) => true);
        Assert.Equal((1, 0), (judged.Lost.Count, judged.LostByPromotion.Count));
        judged = LogComparison.Of(log, [Payee()], (_, _) => true);
        Assert.Equal((1, 0), (judged.Lost.Count, judged.LostByPromotion.Count));

        // The key was lost with the transfer, and its repetition is the only one.
        var second = Guid.NewGuid();
        Tell("k", second);
        judged = LogComparison.Of(log, [Payer() with { Id = second }, Payee() with { Id = second }], (_, _) => true);
        Assert.Equal((0, 1, 0), (judged.Lost.Count, judged.LostByPromotion.Count, judged.Twice.Count));
    }

    private static BookRow Payer() => new("eu-1", Id, "payer", "completed", 5, -5);

    private static BookRow Payee() => new("eu-2", Id, "payee", "completed", 5, 5);

    private void Tell(string key, Guid id, string state = "completed") => log.Acknowledge(
        new ChaosOrder(key, OrderKind.SameShard, "eu", "eu-1", "eu-2", 5),
        new TransferBody(
            id.ToString(), "eu-1", "eu-2", "0.05", "EUR", state, null, 1, default, default, "0.00"));

    private void Judge(int lost, int twice, int unfinished, params BookRow[] rows)
    {
        var judged = LogComparison.Of(log, rows, (_, _) => false);
        Assert.Equal((lost, twice, unfinished), (judged.Lost.Count, judged.Twice.Count, judged.Unfinished.Count));
    }
}
