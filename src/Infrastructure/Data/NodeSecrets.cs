using System.Text.Json;
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
    /// <param name="node">The node and the role.</param>
    /// <param name="key">The site's key.</param>
    /// <param name="readers">Where copies go.</param>
    public static CfnSecret Login(
        Construct scope, (NodePlan Node, string Role) node, CfnKey key, IEnumerable<SitePlan> readers) => Make(
            scope,
            node.Node.Id(char.ToUpperInvariant(node.Role[0]) + node.Role[1..]),
            new CfnSecretProps
            {
                Name = Names.NodeSecret(node.Node.Region, node.Node.Name, node.Role),
                Description = $"What {node.Role} enters {node.Node.Region}/{node.Node.Name} with",
                KmsKeyId = key.AttrArn,
                GenerateSecretString = Password(node.Node.Logins[node.Role]),
                ReplicaRegions = Copies(node.Node.Region, readers),
            });

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

    private static CfnSecret.GenerateSecretStringProperty Password(string user) => new()
    {
        // Without the host: a copy in another site would name the wrong one. It stands in the node's parameter.
        SecretStringTemplate = JsonSerializer.Serialize(new
        {
            engine = "postgres",
            port = Engine.Port,
            username = user,
            dbname = NodePlan.Database,
        }),
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
