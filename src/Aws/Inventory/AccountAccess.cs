using Amazon.Runtime;
using Domicile.Aws.Calls;

namespace Domicile.Aws.Inventory;

/// <summary>An account that can be looked at.</summary>
/// <param name="Account">Twelve digits.</param>
/// <param name="Site">Any AWS Region of it, with credentials of the account.</param>
public sealed record AccountAccess(string Account, SiteAccess Site)
{
    private const string SessionName = "domicile-inventory";

    /// <summary>The account that credentials are of.</summary>
    /// <exception cref="AwsRefusedException">They are not good.</exception>
    /// <exception cref="AwsUnavailableException">Nobody answered.</exception>
    public static async Task<AccountAccess> OfAsync(SiteAccess site, TimeProvider time, CancellationToken cancellation)
    {
        using var calls = new QueryCalls(site, time);
        var answer = await calls.AskAsync(
            QueryService.Tokens, "GetCallerIdentity", new Dictionary<string, string>(), cancellation);
        return new AccountAccess(answer.Descendants("Account").Single().Value, site);
    }

    /// <summary>Another account, as a role of it that the caller may take on for an hour.</summary>
    /// <param name="account">Twelve digits.</param>
    /// <param name="role">The role's name there.</param>
    /// <param name="time">Dates the signature.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="AwsRefusedException">There is no such role, or the caller may not.</exception>
    /// <exception cref="AwsUnavailableException">Nobody answered.</exception>
    public async Task<AccountAccess> EnterAsync(
        string account, string role, TimeProvider time, CancellationToken cancellation)
    {
        using var calls = new QueryCalls(Site, time);
        var answer = await calls.AskAsync(
            QueryService.Tokens,
            "AssumeRole",
            new Dictionary<string, string>
            {
                ["RoleArn"] = $"arn:aws:iam::{account}:role/{role}",
                ["RoleSessionName"] = SessionName,
            },
            cancellation);
        string Part(string name) => answer.Descendants(name).Single().Value;
        return new AccountAccess(account, Site.As(new SessionAWSCredentials(
            Part("AccessKeyId"), Part("SecretAccessKey"), Part("SessionToken"))));
    }
}
