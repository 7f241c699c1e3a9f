using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Operations;

/// <summary>Names by which the operations of one site and of the world know each other's things.</summary>
internal static class OperationsNames
{
    /// <summary>The bus of the world's account that events of all sites go to.</summary>
    public const string Bus = "domicile-operators";

    /// <summary>A topic that tells operators, one in each site and one of the world.</summary>
    /// <param name="owner">A region's name, or the world's.</param>
    public static string Topic(string owner) => $"domicile-{owner}-operators";

    public static string BusArn(WorldPlan world) =>
        $"arn:aws:events:{world.CentralSite}:{world.Account}:event-bus/{Bus}";

    /// <summary>The output of the world's stack in a site that names where observability links go.</summary>
    public const string SinkOutput = "SinkArn";

    /// <summary>The room of the world's stacks that stand in each AWS Region of any site.</summary>
    public const string SinkRoom = "Observatory";

    /// <summary>The rule that hears of rotations that failed.</summary>
    /// <param name="owner">A region's name, or the world's.</param>
    public static string RotationRule(string owner) => $"domicile-{owner}-rotation-failed";

    public static string Dashboard(string region) => $"domicile-{region}";

    public static string Alarm(SitePlan site, string name) => $"domicile-{site.Region.Name}-{name}";
}
