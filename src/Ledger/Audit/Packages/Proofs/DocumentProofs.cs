using Domicile.Ledger.Audit.Documents;
using Domicile.Ledger.Audit.Packages.Checking;
using Domicile.Ledger.Audit.Packages.Merkle;
using Domicile.Ledger.Users;
using Domicile.Sharding.Nodes;
using Domicile.Sharding.Sql;
using Domicile.Sharding.Users;
using Npgsql;

namespace Domicile.Ledger.Audit.Packages.Proofs;

/// <summary>
/// Proves that one document went into a signed package, as long as its key lives: the salt dies with it. Shows nothing
/// of other documents. Lives as long as its ledger; safe for many callers at once.
/// </summary>
public sealed class DocumentProofs
{
    private static readonly string ReadPlaces = SqlFile.Read<DocumentProofs>("ReadPlaces.sql");
    private static readonly string FindHash = SqlFile.Read<DocumentProofs>("FindHash.sql");

    private readonly NodePool register;
    private readonly UserShards shards;
    private readonly DocumentVault vault;

    internal DocumentProofs(NodePool register, UserShards shards, DocumentVault vault) =>
        (this.register, this.shards, this.vault) = (register, shards, vault);

    /// <summary>The proofs of one user's side of a transfer, one for each institution that has it.</summary>
    public async Task<Outcome<IReadOnlyList<InstitutionProof>>> FindAsync(
        UserId user, Guid transferId, CancellationToken cancellation)
    {
        var id = new DocumentId(user, transferId);
        var read = await shards.ReadAsync(
            new BookQuery(user, FindHash)
            {
                More = parameters => parameters.Add(new NpgsqlParameter<Guid> { TypedValue = transferId }),
            },
            (row, _) => Task.FromResult(Drawn.Read(row)),
            cancellation);
        if (!read.IsDone)
        {
            return read.Refusal;
        }

        if (!read.Value.HasTransfer)
        {
            return new Refusal(RefusalCode.TransferUnknown, $"{user} has no transfer {transferId}.");
        }

        return read.Value is { CiphertextHash: { } hash, RetainUntil: { } retainUntil }
            ? await FindAsync(id, hash, retainUntil, cancellation)
            : NotPackaged(id);
    }

    private async Task<Outcome<IReadOnlyList<InstitutionProof>>> FindAsync(
        DocumentId id, byte[] hash, DateOnly retainUntil, CancellationToken cancellation)
    {
        try
        {
            using var secrets = await vault.FindAsync(id, retainUntil, cancellation);
            if (secrets is null)
            {
                return new Refusal(
                    RefusalCode.DocumentEnded,
                    $"The time until which document {id} was kept is over, and its salt is destroyed with its key: "
                    + "nothing can be proven of it any more.");
            }

            var proofs = await ReadAsync(id, hash, secrets.Salt.ToArray(), cancellation);
            return proofs.Count > 0 ? proofs : NotPackaged(id);
        }
        catch (Exception e) when (ShardFailure.IsUnavailable(e))
        {
            return ShardFailure.Unavailable($"{id.User.Region}/register", e);
        }
    }

    private async Task<List<InstitutionProof>> ReadAsync(
        DocumentId id, byte[] hash, byte[] salt, CancellationToken cancellation)
    {
        await using var command = register.CreateCommand(ReadPlaces);
        command.Parameters.AddWithValue(id.User.Number);
        command.Parameters.AddWithValue(id.TransferId);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var proofs = new List<InstitutionProof>();
        while (await reader.ReadAsync(cancellation))
        {
            var place = reader.GetInt32(1);
            proofs.Add(new InstitutionProof(
                reader.GetString(0),
                new DocumentProof(
                    DocumentProof.FormKnown,
                    Convert.ToBase64String(reader.GetFieldValue<byte[]>(2)),
                    Convert.ToBase64String(reader.GetFieldValue<byte[]>(3)),
                    id.ToString(),
                    Convert.ToHexStringLower(hash),
                    Convert.ToHexStringLower(salt),
                    place,
                    [.. MerkleTree.Path(reader.GetFieldValue<byte[][]>(4), place).Select(Convert.ToHexStringLower)])));
        }

        return proofs;
    }

    private static Refusal NotPackaged(DocumentId id) => new(
        RefusalCode.DocumentNotPackaged,
        $"Document {id} is in no package yet. Ask again after the institution's next cut-off.");

    private sealed record Drawn(bool HasTransfer, byte[]? CiphertextHash, DateOnly? RetainUntil)
    {
        public static Drawn Read(NpgsqlDataReader row) => new(
            !row.IsDBNull(1) && row.GetBoolean(1),
            row.IsDBNull(2) ? null : row.GetFieldValue<byte[]>(2),
            row.IsDBNull(3) ? null : row.GetFieldValue<DateOnly>(3));
    }
}
