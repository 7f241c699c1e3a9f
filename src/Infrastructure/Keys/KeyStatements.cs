using Domicile.Infrastructure.Stacks;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Keys;

/// <summary>The sentences that the policies of several keys share.</summary>
internal static class KeyStatements
{
    /// <summary>
    /// The account's own policies say who looks after a key: sees it, describes it, turns it off and on, changes this
    /// policy. None of them opens anything with it, none destroys it.
    /// </summary>
    public static Statement Administration(string account) => new("Administration")
    {
        Principal = Statement.Account(account),
        Actions =
        [
            "kms:CancelKeyDeletion", "kms:CreateAlias", "kms:DeleteAlias", "kms:DescribeKey", "kms:DisableKey",
            "kms:EnableKey", "kms:EnableKeyRotation", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:ListAliases",
            "kms:ListGrants", "kms:ListKeyPolicies", "kms:ListResourceTags", "kms:ListRetirableGrants",
            "kms:PutKeyPolicy", "kms:RevokeGrant", "kms:TagResource", "kms:UntagResource", "kms:UpdateAlias",
            "kms:UpdateKeyDescription",
        ],
    };

    /// <summary>
    /// Nobody destroys it. Who means to must first change this policy, which is one more step that the trail shows.
    /// </summary>
    public static Statement NoDestruction { get; } = new("NobodyDestroysIt")
    {
        Allows = false,
        Principal = Statement.Anybody,
        Actions = ["kms:ScheduleKeyDeletion", "kms:DeleteImportedKeyMaterial"],
    };

    /// <summary>The AWS Regions that share a region's keys; none when it has one site, and nothing to copy.</summary>
    public static IReadOnlyList<string> SitesOf(RegionPlan region) =>
        region.ReaderSites.Any() ? [.. region.Sites.Select(site => site.Name)] : [];

    /// <summary>
    /// Copies go to the region's own sites and nowhere else, whatever the account's own policies allow.
    /// </summary>
    /// <param name="sites">
    /// The AWS Regions that may have a copy; may be none. The writer site is one of them: the keys of a site that took
    /// over begin there.
    /// </param>
    public static Statement NoCopyOutside(IReadOnlyList<string> sites) => new("NoCopyOutsideTheRegion")
    {
        Allows = false,
        Principal = Statement.Anybody,
        Actions = ["kms:ReplicateKey"],
        Conditions = sites.Count == 0 ? [] : [("StringNotEquals", "kms:ReplicaRegion", sites.ToArray())],
    };

    /// <summary>
    /// After a site took over it may become the one where the key is looked after: only from there can it be copied.
    /// </summary>
    /// <param name="account">The region's.</param>
    /// <param name="sites">The AWS Regions of the region; at least two.</param>
    public static Statement Move(string account, IReadOnlyList<string> sites) => new("MoveAmongTheRegionsSites")
    {
        Principal = Statement.Account(account),
        Actions = ["kms:UpdatePrimaryRegion"],
        Conditions = [("StringEquals", "kms:PrimaryRegion", sites.ToArray())],
    };

    /// <summary>The deployment copies a key when it sets up a reader site.</summary>
    /// <param name="account">The region's.</param>
    /// <param name="sites">The AWS Regions that get a copy; at least one.</param>
    public static Statement Replication(string account, IReadOnlyList<string> sites) => new("CopyToTheRegionsSites")
    {
        Principal = Statement.Account(account),
        Actions = ["kms:ReplicateKey"],
        Conditions = [("StringEquals", "kms:ReplicaRegion", sites.ToArray())],
    };
}
