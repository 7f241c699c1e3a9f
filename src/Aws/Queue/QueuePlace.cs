namespace Domicile.Aws.Queue;

/// <summary>A queue of SQS with its dead letters.</summary>
/// <param name="Name">In SQS, such as <c>domicile-eu</c>.</param>
/// <param name="Account">Twelve digits; null for the caller's own account.</param>
public sealed record QueuePlace(string Name, string? Account = null)
{
    private const string DeadSuffix = "-dead";

    /// <summary>The queue of the dead letters.</summary>
    public string Dead => Name + DeadSuffix;

    /// <summary>The queue towards a region, in its writer site.</summary>
    public static QueuePlace OfRegion(string region, string? account = null) => new($"domicile-{region}", account);

    /// <summary>The central queue, in the central site and the world's account.</summary>
    public static QueuePlace Central(string? account = null) => new("domicile-central", account);

    /// <summary>What wakes a region's workers, where they run only when they are called.</summary>
    public static QueuePlace WakeOf(string region) => new($"domicile-{region}-wake");

    /// <summary>What tells of new objects in a region's audit bucket.</summary>
    public static QueuePlace DocumentsOf(string region) => new($"domicile-{region}-documents");

    /// <summary>The dead letters as a queue of their own.</summary>
    internal QueuePlace ToDead() => this with { Name = Dead };
}
