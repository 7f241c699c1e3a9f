using System.Security.Claims;
using Domicile.Server.Access;
using Domicile.Server.Access.Issuers;

namespace Domicile.Server.Tests.Access.Issuers;

/// <summary>In a user pool a user is named by the user id, since an erasure deletes who is named so.</summary>
public sealed class PoolNamesTests
{
    [Theory]
    [InlineData("cognito:username", "eu-7", "eu-7", "eu-7")]
    [InlineData("username", "eu-7", null, "eu-7")]
    [InlineData("cognito:username", "anna", "eu-7", null)]
    [InlineData("cognito:username", "eu-8", "eu-7", null)]
    [InlineData("email", "anna@bank.example", "eu-7", null)]
    public void Somebody_of_another_name_is_nobody(string claim, string name, string? userId, string? subject)
    {
        var claims = new ClaimsIdentity("test");
        claims.AddClaim(new Claim("sub", "0f3c9d2e"));
        claims.AddClaim(new Claim("cognito:groups", "user"));
        claims.AddClaim(new Claim(claim, name));
        if (userId is not null)
        {
            claims.AddClaim(new Claim("custom:user_id", userId));
        }

        Assert.Equal(
            subject, new IssuerClaims(claims, "eu", isPool: true).Read()?.FindFirst(TokenClaims.Subject)?.Value);
    }

    [Fact]
    public void Staff_may_have_any_name()
    {
        var claims = new ClaimsIdentity("test");
        claims.AddClaim(new Claim("sub", "0f3c9d2e"));
        claims.AddClaim(new Claim("cognito:username", "eva"));
        claims.AddClaim(new Claim("cognito:groups", "operator"));
        Assert.Equal(
            "0f3c9d2e", new IssuerClaims(claims, "eu", isPool: true).Read()?.FindFirst(TokenClaims.Subject)?.Value);
    }
}
