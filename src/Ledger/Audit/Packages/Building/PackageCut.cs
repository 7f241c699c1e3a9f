using System.Globalization;
using System.Security.Cryptography;
using Domicile.Ledger.Audit.Institutions;
using Domicile.Ledger.Audit.Packages.Format;
using Domicile.Ledger.Audit.Packages.Merkle;
using Domicile.Ledger.Signing;
using Domicile.Sharding.Nodes;
using Domicile.Sharding.Sql;
using Npgsql;
using NpgsqlTypes;

namespace Domicile.Ledger.Audit.Packages.Building;

/// <summary>
/// Decides in one commit of the register which documents the institution's next package has. Its row is locked
/// meanwhile: two who cut at the same time get two packages, and no document comes into both.
/// </summary>
internal sealed class PackageCut(
    NodePool register, string region, Institution institution, ISigningKey auditKey)
{
    private static readonly string LockInstitution = SqlFile.Read<PackageCut>("LockInstitution.sql");
    private static readonly string FindPackaged = SqlFile.Read<PackageCut>("FindPackaged.sql");
    private static readonly string InsertPackage = SqlFile.Read<PackageCut>("InsertPackage.sql");
    private static readonly string InsertDocuments = SqlFile.Read<PackageCut>("InsertDocuments.sql");
    private static readonly string MoveCursors = SqlFile.Read<PackageCut>("MoveCursors.sql");

    /// <param name="documents">In the order of the leaves; those that are in a package already are left out.</param>
    /// <param name="cursors">How far the shards will have been looked through.</param>
    /// <param name="now">When it is cut.</param>
    /// <param name="cancellation">Cancelled before the commit, nothing was cut.</param>
    /// <returns>How many documents the package has; 0 when there is none.</returns>
    /// <exception cref="NpgsqlException">It does not answer; the package may have been cut or not.</exception>
    public async Task<int> RunAsync(
        IReadOnlyList<PackedDocument> documents,
        IReadOnlyDictionary<string, ArrivalCursor> cursors,
        DateTimeOffset now,
        CancellationToken cancellation)
    {
        await using var connection = await register.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var (number, root) = await LockAsync(connection, cancellation);

        // After the lock, in a statement of its own: it sees what the one before has committed.
        var packaged = await FindPackagedAsync(connection, documents, cancellation);
        var left = documents
            .Where(document => !packaged.Contains((document.Due.Id.User.Number, document.Due.Id.TransferId)))
            .ToList();
        if (left.Count > 0)
        {
            await InsertAsync(connection, (number + 1, root), left, now);
        }

        await MoveAsync(connection, cursors);
        await transaction.CommitAsync(cancellation);
        return left.Count;
    }

    private async Task<(long Number, byte[] Root)> LockAsync(
        NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(LockInstitution, connection);
        command.Parameters.AddWithValue(institution.Name);
        command.Parameters.AddWithValue(MerkleTree.NoRoot.ToArray());
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return (reader.GetInt64(0), reader.GetFieldValue<byte[]>(1));
    }

    private async Task<HashSet<(long User, Guid Transfer)>> FindPackagedAsync(
        NpgsqlConnection connection, IReadOnlyList<PackedDocument> documents, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(FindPackaged, connection);
        command.Parameters.AddWithValue(institution.Name);
        command.Parameters.AddWithValue(documents.Select(document => document.Due.Id.User.Number).ToArray());
        command.Parameters.AddWithValue(documents.Select(document => document.Due.Id.TransferId).ToArray());
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var found = new HashSet<(long, Guid)>();
        while (await reader.ReadAsync(cancellation))
        {
            found.Add((reader.GetInt64(0), reader.GetGuid(1)));
        }

        return found;
    }

    private async Task InsertAsync(
        NpgsqlConnection connection,
        (long Number, byte[] PreviousRoot) place,
        List<PackedDocument> documents,
        DateTimeOffset now)
    {
        var root = MerkleTree.Root([.. documents.Select(document => document.Leaf)]);
        var parts = await PartsAsync(place, root, documents, now);
        await using (var command = new NpgsqlCommand(InsertPackage, connection))
        {
            command.Parameters.AddWithValue(institution.Name);
            command.Parameters.AddWithValue(place.Number);
            command.Parameters.AddWithValue(now);
            command.Parameters.AddWithValue(documents.Count);
            command.Parameters.AddWithValue(place.PreviousRoot);
            command.Parameters.AddWithValue(root);
            command.Parameters.AddWithValue(parts.Head);
            command.Parameters.AddWithValue(parts.Signature);
            command.Parameters.AddWithValue(parts.Manifest);
            command.Parameters.AddWithValue(parts.Keys);
            command.Parameters.AddWithValue(string.Create(
                CultureInfo.InvariantCulture, $"packages/{institution.Name}/{place.Number:D8}.zip"));
            command.Parameters.AddWithValue(
                NpgsqlDbType.Date, documents.Min(document => document.Due.RetainUntil));
            command.Parameters.AddWithValue(
                NpgsqlDbType.Date, documents.Max(document => document.Due.RetainUntil));
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }

        await using var rows = new NpgsqlCommand(InsertDocuments, connection);
        rows.Parameters.AddWithValue(institution.Name);
        rows.Parameters.AddWithValue(place.Number);
        rows.Parameters.AddWithValue(documents.Select(document => document.Due.Id.User.Number).ToArray());
        rows.Parameters.AddWithValue(documents.Select(document => document.Due.Id.TransferId).ToArray());
        rows.Parameters.AddWithValue(documents.Select(document => document.Leaf).ToArray());
        rows.Parameters.AddWithValue(documents.Select(document => document.Due.ObjectKey).ToArray());
        await rows.ExecuteNonQueryAsync(CancellationToken.None);
    }

    private async Task<PackageFile> PartsAsync(
        (long Number, byte[] PreviousRoot) place, byte[] root, List<PackedDocument> documents, DateTimeOffset now)
    {
        var manifest = PackageJson.Write(new PackageManifest([.. documents.Select(document => document.Line)]));
        var keys = PackageJson.Write(PackageSeals.Close(
            PackageHead.IdOf(region, institution.Name, place.Number),
            institution.PublicKey,
            [.. documents.Select(document => (document.Line.Id, document.ContentKey))]));
        var head = PackageJson.Write(new PackageHead(
            PackageHead.FormKnown,
            region,
            institution.Name,
            place.Number,
            Convert.ToHexStringLower(place.PreviousRoot),
            Convert.ToHexStringLower(root),
            documents.Count,
            Convert.ToHexStringLower(SHA256.HashData(manifest)),
            Convert.ToHexStringLower(SHA256.HashData(keys)),
            documents.Min(document => document.Due.DrawnAt),
            documents.Max(document => document.Due.DrawnAt),
            now));
        return new PackageFile(head, await auditKey.SignAsync(head, CancellationToken.None), manifest, keys);
    }

    private async Task MoveAsync(NpgsqlConnection connection, IReadOnlyDictionary<string, ArrivalCursor> cursors)
    {
        foreach (var (shard, cursor) in cursors)
        {
            await using var command = new NpgsqlCommand(MoveCursors, connection);
            command.Parameters.AddWithValue(institution.Name);
            command.Parameters.AddWithValue(shard);
            command.Parameters.AddWithValue(cursor.Epoch);
            command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Xid8, Value = cursor.Xid });
            command.Parameters.AddWithValue(cursor.Position);
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }
}
