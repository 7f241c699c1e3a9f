using Domicile.Infrastructure.Stacks;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Keys;

/// <summary>
/// Who may use, copy and destroy a generation of the key that wraps users' keys. Rotation gives the next generation the
/// policy of the one before, so this is the policy of all of them, in every site.
/// </summary>
internal static class UserKeyPolicy
{
    private static readonly string[] Users = ["api", "workers"];

    public static Dictionary<string, object> Of(RegionPlan region)
    {
        var sites = KeyStatements.SitesOf(region);
        var statements = new List<Statement>
        {
            KeyStatements.Administration(region.Account),
            KeyStatements.NoCopyOutside(sites),
            new("WrapAndUnwrap")
            {
                Principal = Statement.Account(region.Account),
                Actions = ["kms:Decrypt", "kms:Encrypt"],
                Conditions =
                [
                    ("ArnEquals", "aws:PrincipalArn", Users.Select(user => RoleOf(region, user)).ToArray()),
                    ("StringEquals", "kms:EncryptionContext:domicile:region", region.Name),
                ],
            },
            new("WorkersDestroyOldGenerations")
            {
                Principal = Statement.Account(region.Account),
                Actions = ["kms:ScheduleKeyDeletion"],
                Conditions = [IsWorkers(region)],
            },
            new("NobodyElseDestroysIt")
            {
                Allows = false,
                Principal = Statement.Anybody,
                Actions = ["kms:ScheduleKeyDeletion"],
                Conditions = [("ArnNotEquals", "aws:PrincipalArn", RoleOf(region, "workers"))],
            },
        };
        if (sites.Count > 0)
        {
            statements.Add(KeyStatements.Replication(region.Account, sites));
            statements.Add(KeyStatements.Move(region.Account, sites));
        }

        return Statement.Policy(statements);
    }

    private static (string Operator, string Key, object Value) IsWorkers(RegionPlan region) =>
        ("ArnEquals", "aws:PrincipalArn", RoleOf(region, "workers"));

    private static string RoleOf(RegionPlan region, string role) =>
        Names.RoleArn(region.Account, Names.ServerRole(region.Name, role));
}
