using Domicile.Infrastructure.Stacks;

namespace Domicile.Infrastructure.Operations.Alarms;

/// <summary>Every alarm of the world's own account: the centre's queue, function and node, and its trail.</summary>
internal static class CentralAlarms
{
    public static IReadOnlyList<AlarmPlan> All { get; } =
    [
        .. QueueAlarms.Of(Names.CentralQueue),
        .. FunctionAlarms.Of(Names.CentralFunction),
        FunctionAlarms.OfRotation(Names.RotationFunction(Names.Central)),
        RotationNews.Alarm(WorldStack.World),
        .. NodeAlarms.Of(Names.Cluster(Names.Central, Names.Central), isFollower: false),
        TrailAlarms.ForeignChanges("the world"),
    ];
}
