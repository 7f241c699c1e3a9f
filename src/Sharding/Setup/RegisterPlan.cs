using Domicile.Sharding.Topology;

namespace Domicile.Sharding.Setup;

/// <summary>What a region's topology adds to its register, or why it cannot.</summary>
/// <param name="NewShards">Shards that the register does not know yet.</param>
/// <param name="NewRanges">First ranges that the register has not given yet.</param>
/// <param name="Problems">Empty when the plan may be carried out.</param>
internal sealed record RegisterPlan(
    IReadOnlyList<string> NewShards,
    IReadOnlyList<(NumberRange Range, string Shard)> NewRanges,
    IReadOnlyList<string> Problems)
{
    public static RegisterPlan Make(RegionTopology topology, RegisterState state)
    {
        var named = topology.Shards.Select(shard => shard.Name).ToHashSet(StringComparer.Ordinal);
        var known = state.Shards.Select(shard => shard.Name).ToHashSet(StringComparer.Ordinal);
        var ranges = topology.Shards.SelectMany(shard => shard.Ranges.Select(range => (range, shard.Name))).ToList();
        var given = state.FirstRanges.ToHashSet();
        var problems = state.Shards
            .Where(shard => !named.Contains(shard.Name))
            .Select(shard => $"The register of region {topology.Name} has shard {shard.Name}, which the topology does "
                + "not name any more. Put it back: a shard with users cannot be left out.")
            .ToList();
        problems.AddRange(state.FirstRanges
            .Where(first => named.Contains(first.Shard) && !ranges.Contains(first))
            .Select(first => $"The register of region {topology.Name} gave range {first.Range} to shard {first.Shard} "
                + "when it was set up, but the topology does not say so any more. Put it back: first ranges are for "
                + "ever, and where a range is now is the register's to say."));
        var added = ranges.Where(range => !given.Contains(range)).ToList();
        problems.AddRange(added.SelectMany(range => Overlaps(topology.Name, range, state)));
        return new RegisterPlan([.. named.Where(name => !known.Contains(name)).Order()], added, problems);
    }

    private static IEnumerable<string> Overlaps(
        string region, (NumberRange Range, string Shard) added, RegisterState state) =>
        state.Ranges
            .Select(known => known.Range)
            .Where(known => added.Range.Overlaps(new NumberRange(known.First, known.End)))
            .Take(1)
            .Select(known => $"The topology gives {added.Range} to shard {added.Shard}, but the register of region "
                + $"{region} has {known} as shard {known.Shard}'s. Leave the shard's ranges empty, and it is given "
                + "the next free one with its first user, or choose numbers that nobody has.");
}
