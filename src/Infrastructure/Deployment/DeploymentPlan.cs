using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Deployment;

/// <summary>
/// In which order stacks are deployed: the world's, one region, the other regions, what joins sites; and within each of
/// these turns, wave by wave, whatever is needed before what needs it. Lives for one plan.
/// </summary>
internal sealed class DeploymentPlan
{
    private readonly Dictionary<string, PlannedStack> stacks;
    private readonly Dictionary<string, (Turn Turn, int Depth)> places = [];

    private DeploymentPlan(IEnumerable<PlannedStack> stacks) => this.stacks = stacks.ToDictionary(stack => stack.Name);

    /// <exception cref="PlanException">
    /// A stack needs one that is not there, one of another region, or, over others, itself.
    /// </exception>
    public static IReadOnlyList<Wave> Of(IReadOnlyList<PlannedStack> stacks)
    {
        var plan = new DeploymentPlan(stacks);
        return
        [
            .. from stack in stacks
               let place = plan.Place(stack, [])
               group stack by place into wave
               orderby wave.Key
               select new Wave(wave.Key.Turn, [.. wave.OrderBy(stack => stack.Name, StringComparer.Ordinal)]),
        ];
    }

    /// <summary>A stack's turn, and how many waves of it come before; later than all that it needs.</summary>
    private (Turn Turn, int Depth) Place(PlannedStack stack, List<string> way)
    {
        if (places.TryGetValue(stack.Name, out var known))
        {
            return known;
        }

        way = [.. way, stack.Name];
        var place = (stack.Turn, Depth: 0);
        foreach (var needed in stack.Needs.Select(name => Needed(stack, name)))
        {
            if (way.Contains(needed.Name))
            {
                throw new PlanException(
                    $"{string.Join(" needs ", way)} needs {needed.Name}: one of them has to do without.");
            }

            var before = Place(needed, way);
            place = before.Turn < place.Turn
                ? place
                : (before.Turn, before.Turn == place.Turn ? Math.Max(place.Depth, before.Depth + 1) : before.Depth + 1);
        }

        places[stack.Name] = place;
        return place;
    }

    private PlannedStack Needed(PlannedStack stack, string name)
    {
        if (!stacks.TryGetValue(name, out var needed))
        {
            throw new PlanException($"{stack.Name} needs {name}, which is not there. Make it, or take the need away.");
        }

        if (needed.Region != stack.Region && !needed.IsOfWorld && !stack.IsOfWorld)
        {
            throw new PlanException(
                $"{stack.Name} needs {name}, of another region, and no region may need another. Compute the name "
                + "instead, or let the world's account hold what both need.");
        }

        return needed;
    }
}
