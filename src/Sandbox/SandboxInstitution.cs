using System.Security.Cryptography;
using System.Text.Json;
using Domicile.Ledger.Audit.Institutions;
using Domicile.Ledger.Audit.Packages.Checking;
using Domicile.Ledger.Audit.Packages.Format;
using Domicile.Local.Institutions;

namespace Domicile.Sandbox;

/// <summary>
/// The receiving side as an institution should build it: checks a package before it says that it has it, keeps each
/// once, and answers a repetition with the receipt of the first time. Lives as long as the process.
/// </summary>
internal sealed class SandboxInstitution : IDisposable
{
    private readonly SandboxFile file;
    private readonly TimeProvider time;
    private readonly ECDsa auditKey;
    private readonly ECDsa receiptKey;
    private readonly Shelf packages;
    private readonly Shelf notices;
    private readonly Lock gate = new();

    public SandboxInstitution(SandboxFile file, TimeProvider time)
    {
        this.file = file;
        this.time = time;
        auditKey = PackageSignature.Import(file.AuditPublicKey);
        receiptKey = PackageSignature.Import(File.ReadAllText(file.ReceiptKeyFile));
        packages = new Shelf(Path.Combine(file.Folder, "packages"), ".zip");
        notices = new Shelf(Path.Combine(file.Folder, "erasures"), ".json");
    }

    public SandboxMode Mode { get; set; }

    public IReadOnlyList<string> PackageIds => packages.Ids;

    public IReadOnlyList<string> NoticeIds => notices.Ids;

    /// <summary>Takes a package in.</summary>
    /// <param name="id">The idempotency key.</param>
    /// <param name="body">The package.</param>
    /// <returns>The receipt, or why there is none.</returns>
    public (Receipt? Receipt, string? Refusal) TakePackage(string id, byte[] body)
    {
        lock (gate)
        {
            var verdict = PackageCheck.Run(body, auditKey);
            if (!verdict.IsGood || verdict.Head is not { } head)
            {
                return (null, string.Join(' ', verdict.Mistakes));
            }

            if (id != PackageHead.IdOf(file.Region, file.Name, head.Number)
                || (head.Region, head.Institution) != (file.Region, file.Name))
            {
                return (null, "The package is not the one of its idempotency key, or another institution's.");
            }

            if (Follow(head) is { } broken)
            {
                return (null, broken);
            }

            return OpensKeys(id, body)
                ? Keep(packages, id, body, Entry(body, PackageFile.HeadName))
                : (null, "The documents' keys do not open with this institution's key.");
        }
    }

    /// <summary>Takes the notice of an erasure.</summary>
    /// <inheritdoc cref="TakePackage"/>
    public (Receipt? Receipt, string? Refusal) TakeNotice(string id, byte[] body)
    {
        lock (gate)
        {
            try
            {
                var notice = PackageJson.Read<ErasureNotice>(body);
                return notice.Form == ErasureNotice.FormKnown && notice.Region == file.Region && notice.Id == id
                    ? Keep(notices, id, body, body)
                    : (null, "The notice is not the one of its idempotency key, or another region's.");
            }
            catch (JsonException e)
            {
                return (null, $"This is not a notice: {e.Message}");
            }
        }
    }

    public SignedReceipt Sign(Receipt receipt) => SignedReceipt.Sign(receipt, receiptKey);

    public void Dispose()
    {
        auditKey.Dispose();
        receiptKey.Dispose();
    }

    // The one before may be missing: it may wait for an operator at the region. What is there must agree.
    private string? Follow(PackageHead head)
    {
        var before = PackageHead.IdOf(file.Region, file.Name, head.Number - 1);
        return packages.TryRead(before) is { } bytes
            && PackageCheck.Run(bytes, auditKey).Head is { } previous
            && PackageCheck.Follow(head, previous) is [var mistake, ..]
                ? mistake.ToString()
                : null;
    }

    private bool OpensKeys(string id, byte[] body)
    {
        try
        {
            var keys = PackageJson.Read<PackageKeys>(Entry(body, PackageFile.KeysName));
            return PackageSeals.Open(id, File.ReadAllText(file.PrivateKeyFile), keys).Count > 0;
        }
        catch (Exception e) when (e is CryptographicException or FormatException or JsonException)
        {
            return false;
        }
    }

    private (Receipt? Receipt, string? Refusal) Keep(Shelf shelf, string id, byte[] body, byte[] hashed)
    {
        if (!shelf.TryKeep(id, body, time.GetUtcNow(), out var receivedAt))
        {
            return (null, "Another one came with this idempotency key before.");
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(hashed));
        return (new Receipt(Receipt.FormKnown, file.Region, file.Name, id, hash, receivedAt), null);
    }

    private static byte[] Entry(byte[] package, string name) =>
        PackageZip.TryRead(package)!.Single(entry => entry.Name == name).Bytes.ToArray();
}
