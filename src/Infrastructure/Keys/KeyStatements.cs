using Domicile.Infrastructure.Stacks;

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

    /// <summary>
    /// Copies go to the region's other sites and nowhere else, whatever the account's own policies allow.
    /// </summary>
    /// <param name="sites">The AWS Regions that may have a copy; may be none.</param>
    public static Statement NoCopyOutside(IReadOnlyList<string> sites) => new("NoCopyOutsideTheRegion")
    {
        Allows = false,
        Principal = Statement.Anybody,
        Actions = ["kms:ReplicateKey"],
        Conditions = sites.Count == 0 ? [] : [("StringNotEquals", "kms:ReplicaRegion", sites.ToArray())],
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
