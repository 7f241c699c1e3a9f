using Domicile.Infrastructure.Stacks;

namespace Domicile.Infrastructure.Identity.Grants;

/// <summary>Making, copying and destroying generations of the key that wraps users' keys.</summary>
internal static class KeyGrants
{
    private const string Use = "user-keys";

    /// <summary>
    /// A key can be made only with the region's own tags, copied only into the region's own sites, and destroyed only
    /// where it has those tags.
    /// </summary>
    public static IReadOnlyList<Statement> TurnGenerations(RegionArns arns)
    {
        var statements = new List<Statement>
        {
            new("MakeGenerations")
            {
                Actions = ["kms:CreateKey", "kms:TagResource"],
                Conditions =
                [
                    ("StringEquals", "aws:RequestTag/domicile:region", arns.Region.Name),
                    ("StringEquals", "aws:RequestTag/domicile:use", Use),
                    ("StringEquals", "aws:RequestedRegion", arns.Sites),
                ],
            },
            new("NameGenerations") { Actions = ["kms:CreateAlias"], Resources = arns.UserKeyAliases },
            OfTagged(arns, "NameTheKeysOfGenerations", "kms:CreateAlias", "kms:GetKeyPolicy"),
            OfTagged(arns, "EndGenerations", "kms:DescribeKey", "kms:ScheduleKeyDeletion"),
        };
        if (arns.Sites.Length > 1)
        {
            statements.Add(OfTagged(arns, "CopyGenerations", "kms:ReplicateKey") with
            {
                Conditions =
                [
                    .. Tagged(arns),
                    ("StringEquals", "kms:ReplicaRegion", arns.Sites),
                ],
            });
        }

        return statements;
    }

    private static Statement OfTagged(RegionArns arns, string sid, params string[] actions) => new(sid)
    {
        Actions = actions,
        Resources = arns.AnyKey,
        Conditions = Tagged(arns),
    };

    private static (string Operator, string Key, object Value)[] Tagged(RegionArns arns) =>
    [
        ("StringEquals", "aws:ResourceTag/domicile:region", arns.Region.Name),
        ("StringEquals", "aws:ResourceTag/domicile:use", Use),
    ];
}
