namespace Domicile.Sharding.Migrations;

/// <summary>The sets of scripts that make what sharding itself needs, all in the schema <c>sharding</c>.</summary>
public static class ShardingSchema
{
    /// <summary>For every shard: its name and epoch, its key ranges, the fence, user numbers.</summary>
    public static MigrationSet Shard { get; } = Read("sharding.shard", "Migrations/Shard");

    /// <summary>For each region's register: the shard map, epochs, leases of numbers, creations of users.</summary>
    public static MigrationSet Register { get; } = Read("sharding.register", "Migrations/Register");

    private static MigrationSet Read(string name, string folder) =>
        MigrationSet.FromAssembly(name, typeof(ShardingSchema).Assembly, folder);
}
