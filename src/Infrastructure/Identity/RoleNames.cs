using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Identity;

/// <summary>Names of roles and policies that policies name, beside those of the processes themselves.</summary>
internal static class RoleNames
{
    /// <summary>The room of the stack that makes the roles, which stands before all others.</summary>
    public const string Room = "Identity";

    /// <summary>The role of the world's account that enters a region's deployer.</summary>
    public const string WorldDeployer = "domicile-deployer";

    /// <summary>What CloudFormation works with in the world's account.</summary>
    public const string WorldCloudFormation = "domicile-cloudformation";

    /// <summary>Starts deployments of a region, by way of <see cref="CloudFormation"/>.</summary>
    public static string Deployer(string region) => $"domicile-{region}-deployer";

    /// <summary>Accepts what a region's own hubs ask of one another.</summary>
    public static string Accepter(string region) => $"domicile-{region}-accepter";

    /// <summary>What CloudFormation works with in a region's account.</summary>
    public static string CloudFormation(string region) => $"domicile-{region}-cloudformation";

    /// <summary>Runs the steps of runbooks.</summary>
    public static string Automation(string region) => $"domicile-{region}-automation";

    /// <summary>Shortens a retention, with the consent of two.</summary>
    public static string RetentionBypass(string region) => $"domicile-{region}-retention-bypass";

    /// <summary>Consents to the shortening of a retention, and can do nothing else.</summary>
    public static string RetentionApprover(string region) => $"domicile-{region}-retention-approver";

    public static string Boundary(string region) => $"domicile-{region}-boundary";

    public static string BoundaryArn(RegionPlan region) =>
        $"arn:aws:iam::{region.Account}:policy/{Boundary(region.Name)}";
}
