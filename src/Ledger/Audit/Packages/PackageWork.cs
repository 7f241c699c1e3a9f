using Domicile.Ledger.Audit.Documents;
using Domicile.Ledger.Objects;
using Domicile.Ledger.Signing;

namespace Domicile.Ledger.Audit.Packages;

/// <summary>What a region's packages are made with.</summary>
/// <param name="AuditKey">Signs them.</param>
/// <param name="Objects">Keeps documents and packages.</param>
/// <param name="Secrets">The key and the salt of a document by its period's end; null when its key has ended.</param>
internal sealed record PackageWork(
    ISigningKey AuditKey,
    IObjectStore Objects,
    Func<DocumentId, DateOnly, CancellationToken, ValueTask<DocumentSecrets?>> Secrets);
