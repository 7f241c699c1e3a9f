using Amazon.CDK.AWS.Cognito;
using Constructs;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Edge;

/// <summary>
/// How back-end programs come in: by their own credentials, for scopes of the region's resource server. One program
/// stands here, with every scope; a team makes one with fewer for each of its programs, and names it among the
/// audiences.
/// </summary>
internal sealed class Programs
{
    /// <summary>What the server takes as a program's scopes, and what each is good for.</summary>
    private static readonly (string Name, string Description)[] Scopes =
    [
        ("users:write", "Make users"),
        ("users:read", "Show one user's personal details"),
        ("accounts:write", "Open wallets"),
        ("accounts:read", "Show accounts and balances"),
        ("transfers:write", "Move money"),
        ("transfers:read", "Show transfers"),
        ("statistics:read", "Show figures"),
    ];

    private readonly CfnUserPoolClient client;

    /// <param name="scope">The stack.</param>
    /// <param name="region">Whose pool it is.</param>
    /// <param name="pool">The pool's id.</param>
    public Programs(Construct scope, RegionPlan region, string pool)
    {
        var server = new CfnUserPoolResourceServer(scope, "Scopes", new CfnUserPoolResourceServerProps
        {
            UserPoolId = pool,
            Identifier = $"domicile:{region.Name}",
            Name = $"domicile-{region.Name}",
            Scopes = Scopes
                .Select(one => new CfnUserPoolResourceServer.ResourceServerScopeTypeProperty
                {
                    ScopeName = one.Name,
                    ScopeDescription = one.Description,
                })
                .ToArray<object>(),
        });

        // Where programs ask for tokens; of the pool's AWS Region, and unique in it.
        _ = new CfnUserPoolDomain(scope, "Tokens", new CfnUserPoolDomainProps
        {
            UserPoolId = pool,
            Domain = $"domicile-{region.Name}-{region.Account}",
        });
        client = new CfnUserPoolClient(scope, "Program", new CfnUserPoolClientProps
        {
            UserPoolId = pool,
            ClientName = "program",
            GenerateSecret = true,
            AllowedOAuthFlowsUserPoolClient = true,
            AllowedOAuthFlows = ["client_credentials"],
            AllowedOAuthScopes = [.. Scopes.Select(one => $"domicile:{region.Name}/{one.Name}")],
            ExplicitAuthFlows = ["ALLOW_REFRESH_TOKEN_AUTH"],
            PreventUserExistenceErrors = "ENABLED",
            EnableTokenRevocation = true,
            AccessTokenValidity = 15,
            TokenValidityUnits = new CfnUserPoolClient.TokenValidityUnitsProperty { AccessToken = "minutes" },
        });
        client.AddDependency(server);
    }

    /// <summary>The client id of the one program.</summary>
    public string Audience => client.Ref;
}
