using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Domicile.Aws.Calls;
using Domicile.Sharding.Topology;
using Domicile.Sharding.Topology.Aws;

namespace Domicile.Aws.Inventory;

/// <summary>Gets into the accounts of a topology: by profiles, by the environment, and from there by a role.</summary>
/// <param name="world">Whose accounts are wanted, beside those that one gets into anyway.</param>
/// <param name="profiles">Names; empty for what the environment says.</param>
/// <param name="role">Taken on in accounts that none of these is of; null for none.</param>
/// <param name="time">Dates the signatures.</param>
public sealed class AccountEntrance(
    WorldTopology world, IReadOnlyList<string> profiles, string? role, TimeProvider time)
{
    private readonly List<InventoryGap> closed = [];

    /// <summary>The accounts that are open, and those that are not.</summary>
    /// <exception cref="NoCredentialsException">None is.</exception>
    public async Task<(IReadOnlyList<AccountAccess> Open, IReadOnlyList<InventoryGap> Closed)> OpenAsync(
        CancellationToken cancellation)
    {
        var open = await OpenOwnAsync(cancellation);
        var wanted = world.Regions
            .Select(region => region.Aws.Account)
            .Append(world.Aws.Account)
            .Distinct()
            .Where(account => account != AwsWorld.AccountPlaceholder && open.All(one => one.Account != account))
            .ToList();
        var own = open[0];
        foreach (var account in wanted)
        {
            await OpenOtherAsync(own, account, open, cancellation);
        }

        return (open, closed);
    }

    private async Task<List<AccountAccess>> OpenOwnAsync(CancellationToken cancellation)
    {
        var open = new List<AccountAccess>();
        foreach (var profile in profiles.Count > 0 ? profiles : [""])
        {
            try
            {
                var access = await AccountAccess.OfAsync(SiteOf(profile), time, cancellation);
                if (open.All(one => one.Account != access.Account))
                {
                    open.Add(access);
                }
            }
            catch (Exception e) when (e is AwsRefusedException or AwsUnavailableException or AmazonClientException
                or InvalidDataException)
            {
                closed.Add(new InventoryGap(
                    profile.Length > 0 ? profile : "the environment", null, "credentials", e.Message));
            }
        }

        return open.Count > 0 ? open : throw new NoCredentialsException(
            "There are no credentials for AWS that are accepted: "
            + string.Join(" ", closed.Select(gap => $"{gap.Account}: {gap.Reason}"))
            + " Name a profile with --profile, or set AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.");
    }

    private async Task OpenOtherAsync(
        AccountAccess own, string account, List<AccountAccess> open, CancellationToken cancellation)
    {
        if (role is null)
        {
            closed.Add(new InventoryGap(
                account, null, "the account", "no profile is of it; name a role to take on there with --role."));
            return;
        }

        try
        {
            open.Add(await own.EnterAsync(account, role, time, cancellation));
        }
        catch (Exception e) when (e is AwsRefusedException or AwsUnavailableException)
        {
            closed.Add(new InventoryGap(account, null, "the account", e.Message));
        }
    }

    // Asked in the central site: every account has it enabled, or could not be part of the world.
    private SiteAccess SiteOf(string profile)
    {
        if (profile.Length == 0)
        {
            return SiteAccess.FromEnvironment(world.Central.Site);
        }

        return new CredentialProfileStoreChain().TryGetAWSCredentials(profile, out var credentials)
            ? SiteAccess.FromEnvironment(world.Central.Site, credentials)
            : throw new AmazonClientException($"There is no profile {profile} in ~/.aws.");
    }
}
