using System.Security.Cryptography;
using System.Text;
using Domicile.Aws.Calls;
using Domicile.Aws.Keys;
using Domicile.Aws.Metrics;
using Domicile.Aws.Objects;
using Domicile.Aws.Queue;
using Domicile.Aws.Secrets;
using Domicile.Aws.SignIns;
using Domicile.Ledger;
using Domicile.Ledger.Audit.Documents;
using Domicile.Ledger.Audit.Institutions;
using Domicile.Ledger.Privacy.Erasure.Certificates;
using Domicile.Ledger.Queue;
using Domicile.Local.Servers;
using Domicile.Server.Access.Issuers;
using Domicile.Server.Workers;
using Domicile.Sharding.Topology;
using Domicile.Sharding.Topology.Aws;

namespace Domicile.Server.Hosting.Parts;

/// <summary>
/// Puts a region's server together from its environment, the topology and AWS: places of nodes from Systems Manager,
/// logins from Secrets Manager, queues of SQS, objects in S3, keys and signatures in KMS, tokens of the region's
/// issuer.
/// </summary>
internal sealed class AwsParts
{
    private readonly AwsEnvironment environment;
    private readonly WorldTopology world;
    private readonly RegionTopology region;
    private readonly AwsCalls calls;
    private readonly List<IDisposable> owned;

    private AwsParts(AwsEnvironment environment, WorldTopology world, AwsCalls calls)
    {
        (this.environment, this.world, this.calls) = (environment, world, calls);
        region = world.Regions.SingleOrDefault(one => one.Name == environment.Region)
            ?? throw new InvalidDataException($"the topology has no region {environment.Region}.");
        if (region.Sites.All(site => site.Name != environment.Site))
        {
            throw new InvalidDataException($"region {region.Name} has no site {environment.Site}.");
        }

        owned = [calls];
    }

    private bool IsWriter => region.WriterSite.Name == environment.Site;

    private bool Works => IsWriter && environment.Roles.Contains(ServerFile.WorkersRole);

    private SiteAccess WriterSite => calls.Here.Site.In(region.WriterSite.Name);

    /// <exception cref="InvalidDataException">Something is missing or contradicts something else.</exception>
    /// <exception cref="AwsUnavailableException">AWS does not answer.</exception>
    public static async Task<ServerParts> ReadAsync(
        AwsEnvironment environment, AwsCalls calls, CancellationToken cancellation)
    {
        var topology = await AwsWorldFile.ReadAsync(environment.Topology, calls.Here, cancellation);
        return await new AwsParts(environment, topology, calls).ReadAsync(cancellation);
    }

    private async Task<ServerParts> ReadAsync(CancellationToken cancellation)
    {
        var trust = new IssuerTrust(TermsOfIssuer(), new SocketsHttpHandler(), TimeProvider.System);
        return new ServerParts(region.Name, environment.Url, await LedgerAsync(cancellation), Own(trust))
        {
            OtherRegions = world.Regions.Where(other => other != region).ToDictionary(
                other => other.Name, other => $"https://{HostOf(other)}", StringComparer.Ordinal),
            Queues = Queues(),
            Site = environment.Site,
            WriterUrl = IsWriter ? null : environment.WriterUrl ?? $"https://writer.{HostOf(region)}",
            Rates = region.Rates,
            Roles = environment.Roles,
            StandsStill = environment.StandsStill,
            ListensBeyond = !environment.StandsStill,
            Events = environment.Events,
            Metrics = new CloudWatchMetrics(calls.Here, region.Name, TimeProvider.System),
            Owned = owned,
        };
    }

    private async Task<LedgerOptions> LedgerAsync(CancellationToken cancellation)
    {
        var nodes = Own(new AwsNodes(calls.Here, region.Name, Works));
        var secret = await new SecretReader(calls.Here).ReadAsync($"domicile/{region.Name}/hash-key", cancellation);
        var (found, keys) = await nodes.ReadAsync(region.Shards.Select(shard => shard.Name), cancellation);
        var wrapping = Own(new KmsWrappingKeys(region.Name, calls.Here.Site, TimeProvider.System)
        {
            OtherSites = Works
                ? [.. region.Sites.Select(site => site.Name).Where(site => site != environment.Site)]
                : null,
        });
        return new LedgerOptions(found, keys, wrapping, HashKeyOf(secret))
        {
            ConnectionsPerShardMax = environment.PoolSizeMax,
            Retention = region.Retention,
            RotationDays = Works ? region.Periods.RotationDays : null,
            Objects = Own(new S3ObjectStore(WriterSite, BucketName, TimeProvider.System)),
            Certificates = new CertificateTerms(
                Own(KmsSigningKey.OfCertificates(WriterSite, region.Name)), region.Periods),
            Documents = new DocumentRules(region.Retention.Documents, region.DocumentProfile),
            SignIns = Works && UserPoolPlace.Of(TermsOfIssuer().Issuer) is { } pool
                ? new UserPoolSignIns(calls.In(pool.Site), pool.Id)
                : null,
            Audit = Works
                ? new AuditOptions(
                    Own(KmsSigningKey.OfAudit(WriterSite, region.Name)), [.. region.Institutions.Select(InstitutionOf)])
                : null,
        };
    }

    private string BucketName => $"domicile-{region.Name}-audit-{region.Aws.Account}";

    // Letters and digits from a generator of secrets, which has no bytes; 43 of them are 256 bits.
    private byte[] HashKeyOf(string secret) => secret.Length >= 43
        ? SHA256.HashData(Encoding.UTF8.GetBytes(secret))
        : throw new InvalidDataException(
            $"the secret domicile/{region.Name}/hash-key has {secret.Length} characters; it needs 43.");

    private Institution InstitutionOf(Sharding.Topology.Institutions.InstitutionTopology institution) =>
        institution is { Url: { } url, PublicKey: { } publicKey, ReceiptKey: { } receiptKey }
            ? new Institution(institution.Name, url, publicKey, receiptKey)
            {
                EveryDocuments = institution.EveryDocuments,
                Every = TimeSpan.FromMinutes(institution.EveryMinutes),
                Tries = institution.Tries,
            }
            : throw new InvalidDataException(
                $"the institution {institution.Name} of region {region.Name} has no url and keys; a sandbox stands in "
                + "for one in a local world only.");

    private IssuerTerms TermsOfIssuer() => new(
        region.Name,
        region.Aws.Issuer ?? environment.Issuer ?? throw new InvalidDataException(
            $"the topology names no issuer of region {region.Name}; set DOMICILE_ISSUER to that of its user pool."),
        environment.Audiences)
    {
        Others = world.Regions.Where(other => other != region && other.Aws.Issuer is not null).ToDictionary(
            other => other.Name, other => other.Aws.Issuer!.OriginalString.TrimEnd('/'), StringComparer.Ordinal),
    };

    private RegionQueues Queues() => new()
    {
        Regions = world.Regions.ToDictionary(
            one => one.Name,
            one => Queue(one.Name, one.WriterSite.Name, QueuePlace.OfRegion(one.Name, AccountOf(one))),
            StringComparer.Ordinal),
        ToCentral = Queue(
            RegionQueues.CentralName, world.Central.Site, QueuePlace.Central(AccountOf(world.Aws.Account))),
        CentralSite = world.Central.Site,
        Wake = environment.StandsStill && IsWriter && environment.Roles.Contains(ServerFile.ApiRole)
            ? Queue($"{region.Name}-wake", region.WriterSite.Name, QueuePlace.WakeOf(region.Name))
            : null,
    };

    private IMessageQueue Queue(string name, string site, QueuePlace place) =>
        new SqsQueue(name, calls.In(site), place, TimeProvider.System);

    private string? AccountOf(RegionTopology one) => one == region ? null : AccountOf(one.Aws.Account);

    private string? AccountOf(string account) =>
        account == AwsWorld.AccountPlaceholder || account == region.Aws.Account ? null : account;

    private string HostOf(RegionTopology one) => one.Aws.Host ?? $"{one.Name}.{world.Aws.Domain}";

    private T Own<T>(T part)
        where T : IDisposable
    {
        owned.Add(part);
        return part;
    }
}
