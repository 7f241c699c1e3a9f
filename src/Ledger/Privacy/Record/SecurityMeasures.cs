namespace Domicile.Ledger.Privacy.Record;

/// <summary>
/// The technical measures that Domicile itself takes (GDPR Art. 32(1)), in general. What the operator adds, such as
/// encrypted disks, locked rooms and trained people, is the operator's to write down.
/// </summary>
internal static class SecurityMeasures
{
    public static IReadOnlyList<string> All { get; } =
    [
        "Details and references stand encrypted only (AES-256-GCM), with a key of each user's own; the keys stand in a "
            + "database apart from the books, wrapped by a key that is in no database.",
        "Users' data stay in the region's own nodes. The central database and the queues hold figures and ids only.",
        "Callers' keys, requests and e-mail look-ups stand as keyed hashes.",
        "Access by signed tokens with roles; a user reaches the own book only; who read whose personal data is logged.",
        "Servers' database roles own nothing, and may do only what their statements do.",
        "Logs, metrics and errors name users by nothing, or by their ids.",
        "Replicas, tested fail-over, backups, and an erasure register that is applied to every restored backup.",
        "All invariants of the books can be verified at any time: ./domicile verify.",
    ];
}
