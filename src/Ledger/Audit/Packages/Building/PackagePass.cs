using System.Security.Cryptography;
using Domicile.Ledger.Audit.Institutions;
using Domicile.Ledger.Audit.Packages.Format;
using Domicile.Ledger.Objects;
using Domicile.Ledger.Passes;

namespace Domicile.Ledger.Audit.Packages.Building;

/// <summary>
/// Makes the packages for one institution. A package is cut when enough documents wait or one has waited long enough;
/// that is one commit of the register, with everything in it that is made by chance. Then its file is put together and
/// stored once: after a crash in between, with the same bytes. Any number of hosts may run it at once.
/// </summary>
internal sealed class PackagePass(RegionLedger ledger, Institution institution, PackageWork work) : IPass
{
    private readonly PackageJournal journal = new(ledger.Router.RegisterForWork, institution.Name);
    private readonly PackageCut cut = new(
        ledger.Router.RegisterForWork, ledger.Router.Region, institution, work.AuditKey);

    public string Name => "audit-packages";

    public async ValueTask<PassResult> RunAsync(CancellationToken cancellation)
    {
        if (await journal.ReadCutAsync(cancellation) is { } package)
        {
            return await StoreAsync(package, cancellation) is { } problem
                ? new PassResult(0, false) { HeldBackBy = problem }
                : new PassResult(1, true);
        }

        var now = ledger.Time.GetUtcNow();
        return await EndAsync(DateOnly.FromDateTime(now.UtcDateTime), cancellation)
            ? new PassResult(1, true)
            : await CutAsync(now, cancellation);
    }

    /// <returns>False when no package has had its time.</returns>
    private async Task<bool> EndAsync(DateOnly today, CancellationToken cancellation)
    {
        if (await journal.ReadEndedAsync(today, cancellation) is not { } ended)
        {
            return await journal.ForgetAsync(today, cancellation);
        }

        if (await work.Objects.DeleteAsync(new ObjectKey(ended.ObjectKey), cancellation) == DeleteOutcome.Retained)
        {
            return false;
        }

        await journal.MarkEndedAsync(ended.Number, cancellation);
        return true;
    }

    private async Task<PassResult> CutAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var (waiting, silent) = await ReadWaitingAsync(cancellation);
        var isDue = waiting.Count >= institution.EveryDocuments
            || (waiting.Count > 0 && waiting.Min(document => document.DrawnAt) + institution.Every <= now);
        if (!isDue)
        {
            return new PassResult(0, false) { HeldBackBy = silent };
        }

        ArrivedDocument[] taken = [.. waiting.Take(institution.EveryDocuments)];
        var packed = await PackAsync(taken, cancellation);
        try
        {
            var cursors = taken.GroupBy(document => document.Shard).ToDictionary(
                shard => shard.Key, shard => shard.Last().Cursor, StringComparer.Ordinal);
            var count = await cut.RunAsync(packed, cursors, now, cancellation);
            return new PassResult(count, true);
        }
        finally
        {
            packed.ForEach(document => document.Wipe());
        }
    }

    // What a shard that is down has goes with a later package.
    private async Task<(List<ArrivedDocument> Waiting, string? Silent)> ReadWaitingAsync(CancellationToken cancellation)
    {
        var cursors = await journal.ReadCursorsAsync(cancellation);
        var waiting = new List<ArrivedDocument>();
        string? silent = null;
        foreach (var shard in ledger.Router.Shards)
        {
            try
            {
                waiting.AddRange(await ArrivalReader.ReadAsync(
                    (ledger.Router.Region, shard),
                    cursors.GetValueOrDefault(shard.Name),
                    institution.EveryDocuments,
                    cancellation));
            }
            catch (Exception e) when (ShardFailure.IsUnavailable(e) && !cancellation.IsCancellationRequested)
            {
                silent = $"{shard.FullName}, which does not answer";
            }
        }

        return (waiting, silent);
    }

    // A document whose key has ended is gone, and goes nowhere.
    private async Task<List<PackedDocument>> PackAsync(ArrivedDocument[] documents, CancellationToken cancellation)
    {
        var packed = new List<PackedDocument>();
        foreach (var document in documents)
        {
            using var secrets = await work.Secrets(document.Id, document.RetainUntil, cancellation);
            if (secrets is not null)
            {
                packed.Add(new PackedDocument(document, secrets));
            }
        }

        return packed;
    }

    /// <returns>What keeps the file from being put together; null when it is stored.</returns>
    private async Task<string?> StoreAsync(CutPackage package, CancellationToken cancellation)
    {
        var manifest = PackageJson.Read<PackageManifest>(package.Parts.Manifest);
        var keys = await journal.ReadObjectsAsync(package.Number, cancellation);
        var documents = new List<(string Id, byte[] Ciphertext)>();
        foreach (var (line, key) in manifest.Documents.Zip(keys))
        {
            var bytes = await work.Objects.GetAsync(new ObjectKey(key), cancellation);
            if (bytes is null || Convert.ToHexStringLower(SHA256.HashData(bytes)) != line.CiphertextHash)
            {
                return $"the object {key}, which is missing or was altered; put back a copy of it";
            }

            documents.Add((line.Id, bytes));
        }

        var end = new DateTimeOffset(package.RetainUntil.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        var outcome = await work.Objects.PutOnceAsync(
            new ObjectKey(package.ObjectKey), package.Parts.Write(documents), end, cancellation);
        if (outcome == PutOutcome.Taken)
        {
            return $"the object {package.ObjectKey}, which has another content; move it away";
        }

        await journal.MarkStoredAsync(package.Number, cancellation);
        return null;
    }
}
