using Domicile.Infrastructure.Deployment;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Tests.Deployment;

public sealed class DeploymentPlanTests
{
    /// <summary>What no stack can know.</summary>
    private static readonly string[] AskedOfPeople =
        ["ImageDigest", "InstanceArn", "WatchGroup", "OperateGroup", "ApproveGroup", "DeployGroup"];

    [Fact]
    public void One_region_comes_before_the_rest_and_what_joins_sites_comes_last()
    {
        var waves = DeploymentPlan.Of(DeployedWorld.Bank());
        Assert.Equal(
            [
                (Turn.World, "world-Base"), (Turn.FirstRegion, "eu-Base"), (Turn.FirstRegion, "eu-Top"),
                (Turn.OtherRegions, "us-Base"), (Turn.Joining, "eu-Peering"), (Turn.Joining, "eu-Routes"),
            ],
            waves.Select(wave => (wave.Turn, string.Join(' ', wave.Stacks.Select(stack => stack.Name)))));
    }

    [Fact]
    public void A_stack_that_needs_a_later_one_waits_for_its_turn()
    {
        var waves = DeploymentPlan.Of(
        [
            DeployedWorld.Stack("world", "Top", Turn.World) with { Needs = ["us-Base"] },
            DeployedWorld.Stack("us", "Base", Turn.OtherRegions),
            DeployedWorld.Stack("world", "Base", Turn.World),
        ]);
        Assert.Equal(
            ["world-Base", "us-Base", "world-Top"], waves.Select(wave => Assert.Single(wave.Stacks).Name));
    }

    [Fact]
    public void No_region_may_need_another()
    {
        var refusal = Assert.Throws<PlanException>(() => DeploymentPlan.Of(
        [
            DeployedWorld.Stack("eu", "Base", Turn.FirstRegion),
            DeployedWorld.Stack("us", "Base", Turn.OtherRegions) with { Needs = ["eu-Base"] },
        ]));
        Assert.StartsWith("us-Base needs eu-Base, of another region", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_circle_and_a_missing_stack_are_named()
    {
        var circle = Assert.Throws<PlanException>(() => DeploymentPlan.Of(
        [
            DeployedWorld.Stack("eu", "Base", Turn.FirstRegion) with { Needs = ["eu-Top"] },
            DeployedWorld.Stack("eu", "Top", Turn.FirstRegion) with { Needs = ["eu-Base"] },
        ]));
        Assert.StartsWith("eu-Base needs eu-Top needs eu-Base", circle.Message, StringComparison.Ordinal);
        var missing = Assert.Throws<PlanException>(() => DeploymentPlan.Of(
            [DeployedWorld.Stack("eu", "Base", Turn.FirstRegion) with { Needs = ["eu-Keys"] }]));
        Assert.StartsWith("eu-Base needs eu-Keys, which is not there", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_stack_that_is_written_is_deployed_once_and_after_all_that_it_needs()
    {
        foreach (var world in Checks.SynthesizedWorlds.All)
        {
            var done = new HashSet<string>();
            foreach (var wave in world.Waves.GetProperty("waves").EnumerateArray())
            {
                var stacks = wave.GetProperty("stacks").EnumerateArray().ToList();
                Assert.All(stacks, stack => Assert.All(
                    stack.GetProperty("needs").EnumerateArray(), need => Assert.Contains(need.GetString()!, done)));
                Assert.All(stacks, stack => Assert.True(done.Add(stack.GetProperty("name").GetString()!)));
            }

            Assert.Equal(world.Templates.Keys.Order(), done.Order());
        }
    }

    [Fact]
    public void Every_parameter_has_a_default_an_output_of_another_stack_or_is_one_that_people_are_asked_for()
    {
        foreach (var world in Checks.SynthesizedWorlds.All)
        {
            foreach (var stack in world.Waves.GetProperty("waves").EnumerateArray()
                .SelectMany(wave => wave.GetProperty("stacks").EnumerateArray()))
            {
                var template = world.Templates[stack.GetProperty("name").GetString()!];
                var without = template.TryGetProperty("Parameters", out var parameters)
                    ? parameters.EnumerateObject().Where(one => !one.Value.TryGetProperty("Default", out _))
                    : [];
                var filled = stack.GetProperty("fillings").EnumerateArray()
                    .Select(filling => filling.GetProperty("parameter").GetString()!);
                var asked = stack.GetProperty("asked").EnumerateArray().Select(name => name.GetString()!).ToList();
                Assert.Equal(without.Select(one => one.Name).Order(), filled.Concat(asked).Order());
                Assert.All(asked, name => Assert.Contains(name, AskedOfPeople));
            }
        }
    }

    [Fact]
    public void Every_parameter_is_filled_with_an_output_that_its_stack_gives_out()
    {
        foreach (var world in Checks.SynthesizedWorlds.All)
        {
            var fillings = world.Waves.GetProperty("waves").EnumerateArray()
                .SelectMany(wave => wave.GetProperty("stacks").EnumerateArray())
                .SelectMany(stack => stack.GetProperty("fillings").EnumerateArray());
            Assert.All(fillings, filling => Assert.True(
                world.Templates[filling.GetProperty("stack").GetString()!]
                    .GetProperty("Outputs")
                    .TryGetProperty(filling.GetProperty("output").GetString()!, out _),
                filling.GetRawText()));
        }
    }
}
