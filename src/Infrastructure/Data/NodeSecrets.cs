using Amazon.CDK;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.SecretsManager;
using Constructs;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Data;

/// <summary>
/// Our own secrets, since those that Aurora makes itself cannot be had in a Global Database. A password is drawn by
/// Secrets Manager and stands in no template; the site's key encrypts it, and each reader site has a copy.
/// </summary>
internal static class NodeSecrets
{
    /// <summary>Letters and digits: so that nobody ever has to quote one.</summary>
    private const int PasswordLength = 48;

    /// <summary>What enters a node to set up its logins. Nobody but the rotation of secrets reads it.</summary>
    public static CfnSecret Admin(
        Construct scope, NodePlan node, CfnKey key, IEnumerable<SitePlan> readers) => Make(
            scope,
            node.Id("Admin"),
            new CfnSecretProps
            {
                Name = Names.NodeSecret(node.Region, node.Name, "admin"),
                Description = $"Sets up the logins of {node.Region}/{node.Name}",
                KmsKeyId = key.AttrArn,
                GenerateSecretString = Password(NodePlan.Admin),
                ReplicaRegions = Copies(node.Region, readers),
            });

    /// <summary>What one role enters a node with.</summary>
    /// <param name="scope">The stack.</param>
    /// <param name="login">The node and the role.</param>
    /// <param name="key">The site's key.</param>
    /// <param name="readers">Where copies go.</param>
    public static CfnSecret Login(
        Construct scope, (BegunNode Node, string Role) login, CfnKey key, IEnumerable<SitePlan> readers)
    {
        var ((node, host, _), role) = login;
        return Make(
            scope,
            node.Id(char.ToUpperInvariant(role[0]) + role[1..]),
            new CfnSecretProps
            {
                Name = Names.NodeSecret(node.Region, node.Name, role),
                Description = $"What {role} enters {node.Region}/{node.Name} with",
                KmsKeyId = key.AttrArn,
                GenerateSecretString = Password(node.Logins[role], host),
                ReplicaRegions = Copies(node.Region, readers),
            });
    }

    /// <summary>The key of a region's keyed look-ups; it never changes, for a new one would forget them all.</summary>
    public static CfnSecret HashKey(Construct scope, string region, CfnKey key, IEnumerable<SitePlan> readers) => Make(
        scope,
        "HashKey",
        new CfnSecretProps
        {
            Name = Names.HashKeySecret(region),
            Description = $"The key of keyed look-ups of {region}: never rotated",
            KmsKeyId = key.AttrArn,
            GenerateSecretString = new CfnSecret.GenerateSecretStringProperty
            {
                PasswordLength = 64,
                ExcludePunctuation = true,
            },
            ReplicaRegions = Copies(region, readers),
        });

    /// <summary>Has CloudFormation read the password when it makes a cluster: the template holds a name.</summary>
    public static string Reference(CfnSecret secret) =>
        $"{{{{resolve:secretsmanager:{secret.Ref}:SecretString:password}}}}";

    private static CfnSecret Make(Construct scope, string id, CfnSecretProps props)
    {
        var secret = new CfnSecret(scope, id, props);
        secret.ApplyRemovalPolicy(RemovalPolicy.RETAIN);
        return secret;
    }

    /// <param name="user">Whose password it is.</param>
    /// <param name="host">
    /// Null before there is one. A region's servers never take it from here, since a copy in another site names the
    /// writer site's: it stands in the node's parameter.
    /// </param>
    private static CfnSecret.GenerateSecretStringProperty Password(string user, string? host = null) => new()
    {
        SecretStringTemplate = $"{{\"engine\":\"postgres\",{(host is null ? "" : $"\"host\":\"{host}\",")}"
            + $"\"port\":{Engine.Port},\"username\":\"{user}\",\"dbname\":\"{NodePlan.Database}\"}}",
        GenerateStringKey = "password",
        PasswordLength = PasswordLength,
        ExcludePunctuation = true,
    };

    private static CfnSecret.ReplicaRegionProperty[]? Copies(string region, IEnumerable<SitePlan> readers)
    {
        var copies = readers
            .Select(reader => new CfnSecret.ReplicaRegionProperty
            {
                Region = reader.Name,
                KmsKeyId = Names.DataKey(region),
            })
            .ToArray();
        return copies.Length == 0 ? null : copies;
    }
}
