using System.Security.Cryptography;
using Domicile.Ledger;
using Domicile.Ledger.Audit.Documents;
using Domicile.Ledger.Audit.Institutions;
using Domicile.Ledger.Privacy.Erasure.Certificates;
using Domicile.Ledger.Queue;
using Domicile.Ledger.Signing;
using Domicile.Local.Keys;
using Domicile.Local.Objects;
using Domicile.Local.Queue;
using Domicile.Local.Servers;
using Domicile.Local.SignIns;
using Domicile.Server.Access.Issuers;
using Domicile.Server.Workers;
using Domicile.Sharding.Topology;

namespace Domicile.Server.Hosting.Parts;

/// <summary>
/// Puts a server together from its file and this machine: folders of keys and objects, queues in a database.
/// </summary>
internal static class LocalParts
{
    /// <exception cref="InvalidDataException">A key does not hold what it should.</exception>
    /// <exception cref="IOException">A key file cannot be read.</exception>
    public static ServerParts Of(ServerFile file)
    {
        var auditKey = ReadSigningKey(file.AuditKeyFile);
        var certificateKey = ReadSigningKey(file.CertificateKeyFile);
        var ledger = new LedgerOptions(
            file.Nodes, file.Keys, KeyFolder.Open(file.WrappingKeyFolder), ReadKey(file.HashKeyFile))
        {
            Retention = file.Retention,
            Objects = file.ObjectFolder is { } folder ? new FolderObjectStore(folder, TimeProvider.System) : null,
            Certificates = certificateKey is null ? null : new CertificateTerms(certificateKey, file.Periods),
            SignIns = new LocalSignIns(),
            Documents = file.Documents ?? DocumentRules.Default,
            Audit = auditKey is null ? null : new AuditOptions(auditKey, file.Institutions),
        };
        return new ServerParts(file.Region, file.Url, ledger, LocalTrust.Of(file.TokenPublicKey, file.Region))
        {
            OtherRegions = file.OtherRegions,
            Queues = QueuesOf(file),
            Site = file.Site,
            WriterUrl = file.WriterUrl,
            Rates = file.Rates,
            Roles = file.Roles,
            Owned = [.. new IDisposable?[] { auditKey, certificateKey }.OfType<IDisposable>()],
        };
    }

    private static RegionQueues QueuesOf(ServerFile file)
    {
        IMessageQueue? Open(string name, NodeAddress? address) =>
            address is null ? null : new LocalQueue(name, address, new QueueLimits(), TimeProvider.System);

        var regions = file.OtherRegions.Keys.Append(file.Region)
            .Select(region => (Region: region, Queue: Open(region, file.Queue)))
            .Where(opened => opened.Queue is not null)
            .ToDictionary(opened => opened.Region, opened => opened.Queue!, StringComparer.Ordinal);
        var doesCentralWork = file is { CentralWork: not null, CentralQueue: not null };
        return new RegionQueues
        {
            Regions = regions,
            ToCentral = Open(RegionQueues.CentralName, file.Queue),
            Central = file.Central.Open("domicile-server central", 4),
            CentralWork = doesCentralWork ? Open(RegionQueues.CentralName, file.CentralQueue) : null,
            CentralWriter = doesCentralWork
                ? file.CentralWork!.OpenForWrites("domicile-server central-work", 4)
                : null,
        };
    }

    private static HeldSigningKey? ReadSigningKey(string? path)
    {
        try
        {
            return path is null ? null : HeldSigningKey.OfPem(File.ReadAllText(path));
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            throw new InvalidDataException($"{path} is not the PEM of a private key: {e.Message}", e);
        }
    }

    private static byte[] ReadKey(string path)
    {
        var key = File.ReadAllBytes(path);
        return key.Length == 32
            ? key
            : throw new InvalidDataException($"{path} has {key.Length} bytes; a key has 32.");
    }
}
