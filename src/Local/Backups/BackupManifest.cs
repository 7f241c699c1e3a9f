using Domicile.Local.Folders;

namespace Domicile.Local.Backups;

/// <summary>What one backup is, as its folder remembers it. Holds no secret.</summary>
/// <param name="Name">Of the folder, such as <c>eu-s1-20261122T043000000Z</c>.</param>
/// <param name="Node">The node that it is of, such as <c>eu/s1</c>.</param>
/// <param name="Kind">A shard's primary, or a register with the keys.</param>
/// <param name="Region">Where it has to stay.</param>
/// <param name="Epoch">The shard's generation; null for a register.</param>
/// <param name="ErasureNumber">
/// How far the node had applied the erasure register when the backup was begun; for a register, how far that goes.
/// </param>
/// <param name="MadeAt">When it was begun: it holds what was committed before.</param>
/// <param name="KeepUntil">When it is destroyed at the latest, by what the topology said when it was made.</param>
/// <param name="FirstPosition">Where the log of changes in it begins, such as <c>0/4000028</c>.</param>
/// <param name="LastPosition">Where that log ends.</param>
/// <param name="Bytes">On disk.</param>
/// <param name="Postgres">The major version that can run it.</param>
public sealed record BackupManifest(
    string Name,
    string Node,
    NodeKind Kind,
    string Region,
    int? Epoch,
    long ErasureNumber,
    DateTimeOffset MadeAt,
    DateTimeOffset KeepUntil,
    string FirstPosition,
    string LastPosition,
    long Bytes,
    int Postgres);
