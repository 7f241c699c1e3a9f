using Domicile.Cli.Chaos.Faults;

namespace Domicile.Cli.Tests.Chaos;

public sealed class FaultPlanTests
{
    [Fact]
    public void Every_kind_comes_as_often_as_it_must_before_any_comes_oftener()
    {
        var kinds = Enum.GetValues<FaultKind>();
        var taken = Taken(new FaultPlan(5, 1_000, 3)).ToList();
        Assert.Equal(1_000, taken.Count);
        Assert.All(kinds, kind => Assert.Equal(3, taken.Take(3 * kinds.Length).Count(one => one == kind)));
    }

    [Fact]
    public void The_seed_decides_the_order()
    {
        Assert.Equal(Taken(new FaultPlan(5, 100, 1)), Taken(new FaultPlan(5, 100, 1)));
        Assert.NotEqual(Taken(new FaultPlan(5, 100, 1)), Taken(new FaultPlan(6, 100, 1)));
    }

    [Fact]
    public void A_kind_that_cannot_be_done_now_is_put_off_and_not_forgotten()
    {
        var plan = new FaultPlan(5, 0, 1);
        var first = plan.Next(kind => kind == FaultKind.KillServer);
        Assert.Equal(FaultKind.KillServer, first);
        Assert.Null(plan.Next(kind => kind == FaultKind.KillServer));
        Assert.Equal(Enum.GetValues<FaultKind>().Length - 1, Taken(plan).Count());
    }

    private static IEnumerable<FaultKind> Taken(FaultPlan plan)
    {
        while (plan.Next(_ => true) is { } kind)
        {
            yield return kind;
        }
    }
}
