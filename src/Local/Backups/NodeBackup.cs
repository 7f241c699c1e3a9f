using System.Globalization;
using System.Text.Json;
using Domicile.Local.Folders;
using Domicile.Local.Nodes;
using Domicile.Local.Worlds;
using Domicile.Sharding.Sql;
using Npgsql;

namespace Domicile.Local.Backups;

/// <summary>
/// Makes backups of the nodes of a running world beside its work: a copy of each node's data with the log of changes
/// that makes it whole, checked file by file. One that is cut short leaves a draft, which the next run removes.
/// </summary>
/// <param name="addresses">The world's.</param>
/// <param name="progress">Hears of each backup as soon as it is whole.</param>
public sealed class NodeBackup(WorldAddresses addresses, TimeProvider time, IProgress<BackupManifest> progress)
{
    private const string Application = "domicile backup";
    private const string PassFile = "replication.pass";

    private static readonly string ReadShardSql = SqlFile.Read<NodeBackup>("ReadShardFacts.sql");
    private static readonly string ReadKeysSql = SqlFile.Read<NodeBackup>("ReadKeysFacts.sql");
    private static readonly string ReadRegisterSql = SqlFile.Read<NodeBackup>("ReadRegisterFacts.sql");

    private readonly BackupStore store = new(addresses.Folder);

    /// <summary>The nodes that are backed up: what they hold stands nowhere else.</summary>
    /// <param name="names">Such as <c>eu/s1</c>, or <c>all</c>; none for all.</param>
    /// <exception cref="WorldException">A name is not that of such a node.</exception>
    public IReadOnlyList<WorldNode> Choose(IReadOnlyList<string> names)
    {
        var kept = addresses.Nodes.Where(node => node.Primary is null && node.Kind != NodeKind.Central).ToList();
        return names is [] or ["all"]
            ? kept
            : [.. names.Distinct(StringComparer.Ordinal).Select(name => kept.Find(node => node.Name == name)
                ?? throw new WorldException(
                    $"{name} is not a node that is backed up. Those are "
                    + $"{string.Join(", ", kept.Select(node => node.Name))}: replicas are copies of them, and the "
                    + "central database is made of figures that the shards have."))];
    }

    /// <summary>Backs up the nodes one after the other.</summary>
    /// <exception cref="WorldException">There is too little room, or another command works on the backups.</exception>
    /// <exception cref="NodeException">PostgreSQL could not copy a node, or the copy is not whole.</exception>
    /// <exception cref="NpgsqlException">A node does not answer.</exception>
    public async Task<IReadOnlyList<BackupManifest>> RunAsync(
        IReadOnlyList<WorldNode> nodes, CancellationToken cancellation)
    {
        using var held = BackupLock.Take(addresses.Folder);
        await DraftLeftovers.RemoveAsync(addresses.Folder, cancellation);
        var made = new List<BackupManifest>();
        foreach (var node in nodes)
        {
            var backup = await RunAsync(node, cancellation);
            progress.Report(backup);
            made.Add(backup);
        }

        return made;
    }

    private async Task<BackupManifest> RunAsync(WorldNode node, CancellationToken cancellation)
    {
        var source = addresses.Folder.NodeFolder(node);
        BackupRoom.Check(addresses.Folder.BackupFolder, Path.Combine(source, "data"), "the backup of " + node.Name);
        var (epoch, erasures) = await ReadFactsAsync(node, cancellation);
        var madeAt = time.GetUtcNow();
        var name = string.Create(
            CultureInfo.InvariantCulture, $"{node.Name.Replace('/', '-')}-{madeAt.UtcDateTime:yyyyMMdd'T'HHmmssfff}Z");
        var draft = store.PlaceOf(name) + BackupStore.DraftSuffix;
        var data = Path.Combine(draft, "data");
        try
        {
            await CopyAsync(node, draft, cancellation);
            var (first, last) = Positions(Path.Combine(data, "backup_manifest"));
            var manifest = new BackupManifest(
                name,
                node.Name,
                node.Kind,
                node.Region!,
                epoch,
                erasures,
                madeAt,
                madeAt.AddDays(addresses.World.PeriodsOf(node.Region!).BackupDays),
                first,
                last,
                BackupRoom.Size(draft),
                addresses.World.Postgres);
            OwnerFile.Write(Path.Combine(draft, BackupStore.ManifestFile), manifest);
            Directory.Move(draft, store.PlaceOf(name));
            return manifest;
        }
        catch
        {
            if (Directory.Exists(draft))
            {
                Directory.Delete(draft, recursive: true);
            }

            throw;
        }
    }

    private async Task CopyAsync(WorldNode node, string draft, CancellationToken cancellation)
    {
        var data = Path.Combine(draft, "data");
        await PostgresProgram.MakeFolderAsync(draft, cancellation);
        await PostgresProgram.MakeFolderAsync(data, cancellation);
        var pass = Path.Combine(draft, PassFile);
        var seen = PostgresProgram.DataFolderSeen(data);
        var password = addresses.Passwords(node).Replication;
        await PostgresProgram.WriteFileAsync(
            pass, $"127.0.0.1:*:*:{NodeRoles.Replication}:{password}\n", cancellation);
        await RunAsync(
            "pg_basebackup",
            data,
            [
                "-D", seen, "-h", "127.0.0.1", "-p", node.Port.ToString(CultureInfo.InvariantCulture),
                "-U", NodeRoles.Replication, "-w", "-c", "fast", "-X", "stream",
            ],
            cancellation);
        File.Delete(pass);
        await VerifyAsync(data, cancellation);
    }

    /// <summary>Compares every file of a backup, and the log of changes, with what PostgreSQL noted of it.</summary>
    /// <exception cref="NodeException">It is not whole any more, or was never.</exception>
    internal Task VerifyAsync(string data, CancellationToken cancellation) => RunAsync(
        "pg_verifybackup", data, [PostgresProgram.DataFolderSeen(data)], cancellation);

    private async Task RunAsync(string program, string data, string[] arguments, CancellationToken cancellation)
    {
        var binary = Path.Combine(PostgresBinaries.Find(addresses.World.Postgres), program);
        var place = Path.GetDirectoryName(data)!;
        await new PostgresProgram(binary, data).RunAsync(
            arguments,
            new Dictionary<string, string>
            {
                ["PGPASSFILE"] = $"{PostgresProgram.DataFolderSeen(data)}/../{PassFile}",
            },
            Path.Combine(place, DraftLeftovers.PidFile),
            cancellation);
    }

    private async Task<(int? Epoch, long Erasures)> ReadFactsAsync(WorldNode node, CancellationToken cancellation)
    {
        var address = addresses.Address(node, NodeRoles.Owner);
        await using var connection = new NpgsqlConnection(address.PatientConnectionString(Application));
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand(
            node.Kind switch
            {
                NodeKind.Primary => ReadShardSql,
                NodeKind.Keys => ReadKeysSql,
                _ => ReadRegisterSql,
            },
            connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? (await reader.IsDBNullAsync(0, cancellation) ? null : reader.GetInt32(0), reader.GetInt64(1))
            : throw new WorldException($"{node.Name} was not set up yet: there is nothing to back up.");
    }

    // Of the form of PostgreSQL's backup manifests, version 1; one range a timeline, the oldest first.
    private static (string First, string Last) Positions(string file)
    {
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(file));
        var ranges = manifest.RootElement.GetProperty("WAL-Ranges");
        return (
            ranges[0].GetProperty("Start-LSN").GetString()!,
            ranges[ranges.GetArrayLength() - 1].GetProperty("End-LSN").GetString()!);
    }
}
