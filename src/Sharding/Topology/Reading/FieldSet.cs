namespace Domicile.Sharding.Topology.Reading;

/// <summary>The fields that one kind of object of the topology file has; the JSON Schema says the same of it.</summary>
/// <param name="What">The object in words, such as <c>a shard</c>.</param>
internal sealed record FieldSet(string What, string[] Required, string[] Optional)
{
    public static readonly FieldSet World = new(
        "the world", ["version", "regions", "central"], ["$schema", "platform", "aws"]);
    public static readonly FieldSet Region = new(
        "a region",
        ["name", "sites", "shards"],
        [
            "rangeWidth", "backupDays", "rotationDays", "institutions", "controller", "retention", "rates", "aws",
        ]);
    public static readonly FieldSet Rates = new("a set of rates", [], ["user", "staff", "address"]);
    public static readonly FieldSet Site = new("a site", ["name", "role"], ["replicas", "aws"]);
    public static readonly FieldSet Shard = new("a shard", ["name", "ranges"], ["replicas", "durability"]);
    public static readonly FieldSet Institution = new(
        "an institution",
        ["name"],
        ["url", "publicKey", "receiptKey", "profile", "everyDocuments", "everyMinutes", "tries"]);
    public static readonly FieldSet Controller = new(
        "a controller", ["name", "contact"], ["officer", "representative", "safeguards"]);
    public static readonly FieldSet Retention = new(
        "the retention", [], ["books", "documents", "accessLog", "requests"]);
    public static readonly FieldSet Central = new("the central database", ["site"], []);

    /// <summary>What to say that it has: what it needs, or else all.</summary>
    public IEnumerable<string> Named => Required.Length > 0 ? Required : Optional;

    public IEnumerable<string> All => Required.Concat(Optional);
}
