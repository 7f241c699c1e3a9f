using System.Text.Json;
using System.Text.Json.Serialization;
using Domicile.Ledger.Privacy.Erasure.Books;
using Domicile.Ledger.Privacy.Erasure.Orders;
using Domicile.Sharding.Nodes;
using Domicile.Sharding.Sql;
using Npgsql;

namespace Domicile.Ledger.Privacy.Erasure.Certificates;

/// <summary>Writes and signs the certificates of one region's erasures. Lives as long as the ledger.</summary>
/// <param name="terms">What the region promises, and its key.</param>
/// <param name="kept">What is kept of every erased user, by which law and until when.</param>
/// <param name="keys">The key database, which knows the generations of the wrapping key.</param>
/// <param name="time">Dates the certificates.</param>
internal sealed class CertificateWriter(
    CertificateTerms terms, IReadOnlyList<CertifiedCategory> kept, NodePool keys, TimeProvider time)
{
    private static readonly string ReadGenerationSql = SqlFile.Read<CertificateWriter>("ReadGeneration.sql");

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>How long a generation that was given up can still be brought back, at most.</summary>
    public required TimeSpan DestructionMax { private get; init; }

    /// <param name="order">With its number and the destroyed key.</param>
    /// <param name="documents">What the law keeps.</param>
    /// <param name="cancellation">Stops it; nothing was written.</param>
    /// <exception cref="NpgsqlException">The key database does not answer.</exception>
    /// <exception cref="ServiceUnavailableException">What signs does not answer.</exception>
    public async Task<string> WriteAsync(
        ErasureOrder order, IReadOnlyList<KeptDocuments> documents, CancellationToken cancellation)
    {
        var region = order.User.Region;
        var unusableSince = order.UnusableSince!.Value;
        var certificate = new ErasureCertificate(
            ErasureCertificate.FormKnown,
            region,
            order.User.ToString(),
            order.Number!.Value,
            order.RegisteredAt!.Value,
            unusableSince)
        {
            RequestId = order.RequestId,
            AskedByRole = order.AskedByRole,
            Reason = order.Reason,
            Key = new CertifiedKey(order.KeyFingerprint, order.KeyGeneration, $"{region}/keys"),
            FinalOn = await EndAsync(unusableSince, order.KeyGeneration, cancellation),
            Destroyed = CategoryDecisions.Destroyed,
            Kept = kept,
            Documents = documents,
            Steps = order.Steps,
            Told = [.. order.Told.Select(told => told.Recipient)],
            Balance = order.Balance,
            IssuedAt = time.GetUtcNow(),
        };
        return await SignedStatement.SignAsync(
            JsonSerializer.SerializeToElement(certificate, Json), terms.Key, cancellation);
    }

    private async Task<CertifiedEnd> EndAsync(
        DateTimeOffset unusableSince, int? generation, CancellationToken cancellation)
    {
        var backupsGoneAt = unusableSince.AddDays(terms.Periods.BackupDays);
        var generationGoneAt = generation is { } number
            ? await GenerationEndAsync(number, unusableSince, cancellation)
            : unusableSince;
        return new CertifiedEnd(
            backupsGoneAt > generationGoneAt ? backupsGoneAt : generationGoneAt, backupsGoneAt, generationGoneAt);
    }

    private async Task<DateTimeOffset> GenerationEndAsync(
        int generation, DateTimeOffset unusableSince, CancellationToken cancellation)
    {
        await using var command = keys.CreateCommand(ReadGenerationSql);
        command.Parameters.AddWithValue(generation);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        if (await reader.ReadAsync(cancellation) && !await reader.IsDBNullAsync(1, cancellation))
        {
            return await reader.GetFieldValueAsync<DateTimeOffset>(1, cancellation);
        }

        // However late the next rotation is, the one after this day is not allowed to be later.
        return unusableSince.AddDays(terms.Periods.RotationDays) + DestructionMax;
    }
}
