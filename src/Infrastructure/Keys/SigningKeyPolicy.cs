using Domicile.Infrastructure.Stacks;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Keys;

/// <summary>
/// Who may sign for a region: its servers. Anybody in the account may read the public half and check with it.
/// </summary>
internal static class SigningKeyPolicy
{
    public static Dictionary<string, object> Of(RegionPlan region, params string[] signers)
    {
        var sites = KeyStatements.SitesOf(region);
        var statements = new List<Statement>
        {
            KeyStatements.Administration(region.Account),
            KeyStatements.NoDestruction,
            KeyStatements.NoCopyOutside(sites),
            new("Sign")
            {
                Principal = Statement.Account(region.Account),
                Actions = ["kms:Sign"],
                Conditions =
                [
                    (
                        "ArnEquals",
                        "aws:PrincipalArn",
                        signers
                            .Select(role => Names.RoleArn(region.Account, Names.ServerRole(region.Name, role)))
                            .ToArray()),
                    ("StringEquals", "kms:SigningAlgorithm", "ECDSA_SHA_256"),
                ],
            },
            new("Check")
            {
                Principal = Statement.Account(region.Account),
                Actions = ["kms:GetPublicKey", "kms:Verify"],
            },
        };
        if (sites.Count > 0)
        {
            statements.Add(KeyStatements.Replication(region.Account, sites));
            statements.Add(KeyStatements.Move(region.Account, sites));
        }

        return Statement.Policy(statements);
    }
}
