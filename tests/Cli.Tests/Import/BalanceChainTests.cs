using Domicile.Cli.Import.Reading;
using Domicile.Cli.Import.Replay;
using FsCheck;
using FsCheck.Fluent;

namespace Domicile.Cli.Tests.Import;

public sealed class BalanceChainTests
{
    private static readonly DateOnly Day = new(1997, 1, 31);

    [Fact]
    public void Every_printed_balance_of_the_sample_is_met_in_the_order_found()
    {
        var bank = CzechBankReader.Read(Path.Combine(Checkout.Folder, "samples", "czech-bank"), out var mistakes);

        Assert.Empty(mistakes.Kept);
        Assert.Equal(177, bank!.Accounts.Count);
        var met = 0;
        foreach (var account in bank.Accounts)
        {
            var check = new BalanceCheck();
            long balance = 0;
            foreach (var movement in account.Movements)
            {
                balance += movement.Change;
                check.Add(movement, balance);
            }

            Assert.Null(check.FirstMiss);
            met += check.MetCount;
        }

        Assert.Equal(14_827, met);
    }

    [Fact]
    public void The_order_found_does_not_depend_on_the_order_of_the_file()
    {
        var bank = CzechBankReader.Read(Path.Combine(Checkout.Folder, "samples", "czech-bank"), out _)!;
        var property = Prop.ForAll(
            Gen.Elements<CzechAccount>(bank.Accounts).ToArbitrary(),
            Gen.Choose(0, int.MaxValue).ToArbitrary(),
            (account, seed) =>
            {
                var shuffled = account.Movements.ToArray();
                new System.Random(seed).Shuffle(shuffled);
                return account.Movements.SequenceEqual(BalanceChain.Order(shuffled, out _)!);
            });

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), property);
    }

    [Fact]
    public void Any_history_that_was_booked_in_some_order_is_followed()
    {
        var steps = Gen.Elements(-300, -200, -100, 100, 200, 300, 0).ArrayOf(40);
        var property = Prop.ForAll(steps.ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(), (changes, seed) =>
        {
            long balance = 0;
            var booked = changes.Select((c, i) => Movement(i, Day.AddDays(i / 10), c, balance += c)).ToArray();
            var file = booked.ToArray();
            new System.Random(seed).Shuffle(file);
            var found = BalanceChain.Order(file, out _);
            return found is not null && Follows(found) && found.Length == booked.Length;
        });

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), property);
    }

    [Fact]
    public void Of_two_orders_that_fit_the_one_with_fewer_steps_off_is_the_banks()
    {
        // Interest first would fit too, off by 5 and then by 10.
        CzechMovement[] rows =
        [
            Movement(1, Day, 1000, 1000),
            Movement(2, Day.AddDays(1), 5, 1010) with { IsInterest = true },
            Movement(3, Day.AddDays(1), 5, 1005),
        ];

        Assert.Equal([1, 3, 2], BalanceChain.Order(rows, out _)!.Select(m => m.Id));
    }

    [Fact]
    public void A_step_off_by_more_than_the_rounding_is_a_break_and_one_less_is_not()
    {
        CzechMovement[] rows = [Movement(1, Day, 1000, 1000), Movement(2, Day, 500, 1510)];
        Assert.NotNull(BalanceChain.Order(rows, out _));

        rows[1] = rows[1] with { PrintedBalance = 1511 };
        Assert.Null(BalanceChain.Order(rows, out var found));
        Assert.Equal((3, 0L, false), (found!.Line, found.BalanceBefore, found.GaveUp));
        Assert.Equal([2, 3], found.DayLines);
    }

    [Fact]
    public void A_day_of_sixty_movements_that_fit_in_many_orders_is_followed_at_once()
    {
        Assert.True(Follows(BalanceChain.Order(ThereAndBack(60), out _)!));
    }

    [Fact]
    public void A_broken_day_that_fits_in_too_many_orders_is_given_up_and_said_so()
    {
        var rows = ThereAndBack(60).Append(Movement(60, Day, 1, 5_000_000));

        Assert.Null(BalanceChain.Order(rows, out var found));
        Assert.True(found!.GaveUp);
        Assert.Contains("too many orders", found.Reason(25));
    }

    /// <summary>Credits that are withdrawn again at once, so that the balance is often 0.</summary>
    private static IEnumerable<CzechMovement> ThereAndBack(int count) => Enumerable.Range(0, count).Select(i =>
        i % 2 == 0 ? Movement(i, Day, 100 * (i + 1), 100 * (i + 1)) : Movement(i, Day, -100 * i, 0));

    private static bool Follows(CzechMovement[] movements)
    {
        long balance = 0;
        return movements.All(m => (balance += m.Change) == m.PrintedBalance);
    }

    private static CzechMovement Movement(int number, DateOnly date, long change, long printed) =>
        new(number + 1, number, date, change, printed, false, "");
}
