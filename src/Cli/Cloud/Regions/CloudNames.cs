namespace Domicile.Cli.Cloud.Regions;

/// <summary>What nodes that are no shard are called in parameters and secrets, and who enters them from here.</summary>
internal static class CloudNames
{
    public const string Register = "register";
    public const string Keys = "keys";

    /// <summary>The central database; stands for a region's name in what belongs to it, too.</summary>
    public const string Central = "central";

    /// <summary>The role that owns the schemas.</summary>
    public const string Role = "migrations";
}
