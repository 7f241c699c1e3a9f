using System.Reflection;
using Domicile.Sharding.Migrations;

namespace Domicile.Local.Queue;

/// <summary>The schema of the database that stands for the cloud's queues.</summary>
public static class QueueSchema
{
    public static MigrationSet Queue { get; } =
        MigrationSet.FromAssembly("local.queue", Assembly.GetExecutingAssembly(), "Queue/Migrations");
}
