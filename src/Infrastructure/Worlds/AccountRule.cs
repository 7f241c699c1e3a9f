using Domicile.Sharding.Topology.Aws;

namespace Domicile.Infrastructure.Worlds;

/// <summary>
/// One account for each region of ours. What keeps a region's data in its sites is one for an account: service control
/// policies, the recorder of AWS Config and the role that it works with. Where accounts are not named yet, nothing is
/// deployed.
/// </summary>
internal static class AccountRule
{
    public static IEnumerable<string> Mistakes(WorldPlan world) =>
        from region in world.Regions
        where region.Account != AwsWorld.AccountPlaceholder
        group region.Name by region.Account into sharing
        where sharing.Count() > 1
        select $"regions {string.Join(" and ", sharing)} have the same account {sharing.Key}, and an account holds one "
            + "region: the guard rails of one would shut out the sites of another. Name an account of its own in "
            + "\"aws\": { \"account\": … } of each.";
}
