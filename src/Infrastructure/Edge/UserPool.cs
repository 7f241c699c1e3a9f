using Amazon.CDK;
using Amazon.CDK.AWS.Cognito;
using Constructs;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Edge;

/// <summary>
/// The region's own user pool, in its writer site: who may sign in, and as what. Nobody signs up by themselves; a
/// second factor is a must. Which user of the books somebody is, stands in attributes that they cannot write.
/// </summary>
internal sealed class UserPool
{
    /// <summary>What the server takes for roles, as groups of the pool; a user is in one of them.</summary>
    private static readonly string[] Roles = ["user", "operator", "auditor", "privacy-officer"];

    private static readonly string[] OurAttributes = ["user_id", "region"];

    private readonly CfnUserPool pool;
    private readonly CfnUserPoolClient client;
    private readonly Programs programs;
    private readonly string site;

    public UserPool(Construct scope, SitePlan site)
    {
        this.site = site.Name;
        pool = new CfnUserPool(scope, "Users", new CfnUserPoolProps
        {
            UserPoolName = $"domicile-{site.Region.Name}",
            DeletionProtection = "ACTIVE",

            // A user is named by the user id, so that an erasure finds who to delete, and signs in by the address too.
            AliasAttributes = ["email"],
            AutoVerifiedAttributes = ["email"],
            AdminCreateUserConfig = new CfnUserPool.AdminCreateUserConfigProperty { AllowAdminCreateUserOnly = true },
            MfaConfiguration = "ON",
            EnabledMfas = ["SOFTWARE_TOKEN_MFA"],
            Policies = new CfnUserPool.PoliciesProperty
            {
                PasswordPolicy = new CfnUserPool.PasswordPolicyProperty
                {
                    MinimumLength = 14,
                    RequireLowercase = true,
                    RequireUppercase = true,
                    RequireNumbers = true,
                    RequireSymbols = false,
                    TemporaryPasswordValidityDays = 3,
                },
            },
            AccountRecoverySetting = new CfnUserPool.AccountRecoverySettingProperty
            {
                RecoveryMechanisms = new object[]
                {
                    new CfnUserPool.RecoveryOptionProperty { Name = "verified_email", Priority = 1 },
                },
            },
            Schema = OurAttributes.Select(Attribute).ToArray(),
        });

        // Newer than this CDK: what a pool costs by.
        pool.AddPropertyOverride("UserPoolTier", "ESSENTIALS");
        pool.ApplyRemovalPolicy(RemovalPolicy.RETAIN);
        client = Client(scope);
        programs = new Programs(scope, site.Region, pool.Ref);
        foreach (var role in Roles)
        {
            var id = $"Group{role.Replace("-", string.Empty, StringComparison.Ordinal)}";
            _ = new CfnUserPoolGroup(
                scope, id, new CfnUserPoolGroupProps { UserPoolId = pool.Ref, GroupName = role });
        }
    }

    /// <summary>The pool's address, as its tokens name it.</summary>
    public string Issuer => $"https://cognito-idp.{site}.amazonaws.com/{pool.Ref}";

    /// <summary>The ids of the clients that people and programs come by, with a comma between.</summary>
    public string Audiences => Fn.Join(",", [client.Ref, programs.Audience]);

    /// <summary>What people sign in by, in a browser: it has no secret, and its tokens are short.</summary>
    private CfnUserPoolClient Client(Construct scope) => new(scope, "Console", new CfnUserPoolClientProps
    {
        UserPoolId = pool.Ref,
        ClientName = "console",
        GenerateSecret = false,
        ExplicitAuthFlows = ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
        PreventUserExistenceErrors = "ENABLED",
        EnableTokenRevocation = true,
        AccessTokenValidity = 15,
        IdTokenValidity = 15,
        RefreshTokenValidity = 12,
        TokenValidityUnits = new CfnUserPoolClient.TokenValidityUnitsProperty
        {
            AccessToken = "minutes",
            IdToken = "minutes",
            RefreshToken = "hours",
        },
        ReadAttributes = ["email", .. OurAttributes.Select(name => $"custom:{name}")],
        WriteAttributes = ["email"],
    });

    /// <summary>Set once by whoever makes the user; 36 characters hold any id of the world.</summary>
    private static object Attribute(string name) => new CfnUserPool.SchemaAttributeProperty
    {
        Name = name,
        AttributeDataType = "String",
        Mutable = false,
        Required = false,
        StringAttributeConstraints = new CfnUserPool.StringAttributeConstraintsProperty
        {
            MinLength = "1",
            MaxLength = "36",
        },
    };
}
