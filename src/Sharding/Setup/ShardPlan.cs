using Domicile.Sharding.Map;

namespace Domicile.Sharding.Setup;

/// <summary>What a shard lacks of the ranges that its register gives it, or why it cannot have them.</summary>
/// <param name="NewRanges">Ranges that the shard has never heard of.</param>
/// <param name="Problems">Empty when the plan may be carried out.</param>
internal sealed record ShardPlan(IReadOnlyList<KeyRange> NewRanges, IReadOnlyList<string> Problems)
{
    /// <param name="shard">The shard's name in the world, such as <c>eu/s1</c>.</param>
    /// <param name="owned">The open ranges that the register gives to it.</param>
    /// <param name="present">All ranges that the shard has, open and closed.</param>
    public static ShardPlan Make(string shard, IReadOnlyList<KeyRange> owned, IReadOnlyList<RangeState> present)
    {
        var byId = present.ToDictionary(state => state.Range.Id);
        var ownedById = owned.ToDictionary(range => range.Id);
        var problems = new List<string>();
        foreach (var range in owned)
        {
            if (!byId.TryGetValue(range.Id, out var found))
            {
                continue;
            }

            if (!found.IsOpen || (found.Range.First, found.Range.End) != (range.First, range.End))
            {
                problems.Add($"The register gives range {range} (id {range.Id}) to {shard}, where it is "
                    + $"{(found.IsOpen ? "open as" : "closed as")} {found.Range}. Finish the move that did this, or "
                    + "restore the one that is wrong.");
            }
        }

        problems.AddRange(present
            .Where(state => state.IsOpen && !ownedById.ContainsKey(state.Range.Id))
            .Select(state => $"{shard} has range {state.Range} (id {state.Range.Id}) open, which the register does not "
                + "give to it. Close it there, or restore the register."));
        return new ShardPlan([.. owned.Where(range => !byId.ContainsKey(range.Id))], problems);
    }
}
