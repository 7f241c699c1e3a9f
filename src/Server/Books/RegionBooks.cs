using System.Security.Cryptography;
using Domicile.Ledger;
using Domicile.Ledger.Audit.Documents;
using Domicile.Ledger.Audit.Institutions;
using Domicile.Ledger.Privacy.Erasure.Certificates;
using Domicile.Ledger.Signing;
using Domicile.Local.Keys;
using Domicile.Local.Objects;
using Domicile.Local.Servers;
using Domicile.Server.Problems;
using Domicile.Sharding.Migrations;
using Domicile.Sharding.Register;
using Domicile.Sharding.Users;
using Npgsql;

namespace Domicile.Server.Books;

/// <summary>
/// The books of this server's region for as long as the process lives. They are open as soon as the shard map was read
/// from a register whose schema this program knows; until then, and for a shard whose schema it does not know or which
/// is behind the erasure register, callers are told so.
/// </summary>
internal sealed class RegionBooks : IAsyncDisposable
{
    private readonly HeldSigningKey? auditKey;
    private readonly HeldSigningKey? certificateKey;
    private readonly WatchedNode register;
    private readonly WatchedNode keys;
    private readonly Dictionary<string, WatchedNode> shards;

    /// <exception cref="InvalidDataException">A key file does not hold what it should.</exception>
    /// <exception cref="IOException">A key file cannot be read.</exception>
    public RegionBooks(ServerFile file)
    {
        var region = file.Nodes.Region;
        auditKey = ReadSigningKey(file.AuditKeyFile);
        certificateKey = ReadSigningKey(file.CertificateKeyFile);
        Ledger = RegionLedger.Open(
            new LedgerOptions(
                file.Nodes, file.Keys, KeyFolder.Open(file.WrappingKeyFolder), ReadKey(file.HashKeyFile))
            {
                Retention = file.Retention,
                Objects = file.ObjectFolder is { } folder
                    ? new FolderObjectStore(folder, TimeProvider.System)
                    : null,
                Certificates = certificateKey is null ? null : new CertificateTerms(certificateKey, file.Periods),
                Documents = file.Documents ?? DocumentRules.Default,
                Audit = auditKey is null ? null : new AuditOptions(auditKey, file.Institutions),
            });
        register = new(
            $"{region}/register", () => file.Nodes.Register, [ShardingSchema.Register, LedgerSchema.Register]);
        keys = new(Ledger.KeysName, () => file.Keys, [LedgerSchema.Keys], Ledger.Erasures.Problem);
        shards = Ledger.Router.Shards.ToDictionary(
            shard => shard.Name,
            shard => new WatchedNode(
                shard.FullName,
                () => shard.PrimaryAddress,
                [ShardingSchema.Shard, LedgerSchema.Shard],
                Ledger.Erasures.Problem),
            StringComparer.Ordinal);
    }

    public RegionLedger Ledger { get; }

    /// <summary>True when the shard map is loaded.</summary>
    public bool AreOpen => Ledger.Router.Map.Version >= 0;

    /// <summary>All nodes as they were last seen.</summary>
    public IEnumerable<NodeState> Nodes => Watched.Select(node => node.State);

    /// <summary>The shards as they were last seen.</summary>
    public IEnumerable<NodeState> Shards => shards.Values.Select(shard => shard.State);

    private IEnumerable<WatchedNode> Watched => [register, keys, .. shards.Values];

    /// <summary>Looks at every node now, and reads the shard map if that is possible and was not done yet.</summary>
    /// <exception cref="RegisterException">The register is empty, or another region's.</exception>
    /// <exception cref="NpgsqlException">The register went away while it was being read.</exception>
    public async Task<IReadOnlyList<NodeState>> LookAsync(CancellationToken cancellation)
    {
        var states = await Task.WhenAll(Watched.Select(node => node.LookAsync(cancellation)));
        if (!AreOpen && register.State.Condition == NodeCondition.Answers)
        {
            await Ledger.Erased.LookAsync(cancellation);
            await Ledger.Router.ReloadAsync(cancellation);
        }

        return states;
    }

    /// <summary>
    /// Why no call can be served now; null when the books are open and register and keys may be used.
    /// </summary>
    public ProblemAnswer? Mistake() =>
        Of(register.State) ?? Of(keys.State) ?? (AreOpen ? null : ProblemAnswer.OfNode(register.State.Node));

    /// <summary>Why this user's shard cannot be served now; null when it may be tried.</summary>
    public ProblemAnswer? ShardMistake(UserId user) =>
        Ledger.Router.TryRoute(user.Number, out var route) && shards.TryGetValue(route.Shard.Name, out var shard)
            ? Of(shard.State)
            : null;

    /// <summary>
    /// Why no user can be placed now: the register may choose any shard, so each must be one that is served.
    /// </summary>
    public ProblemAnswer? PlacementMistake() =>
        Shards.Where(shard => shard.Condition is NodeCondition.SchemaUnknown or NodeCondition.Behind)
            .Select(Of)
            .FirstOrDefault();

    public async ValueTask DisposeAsync()
    {
        await Ledger.DisposeAsync();
        auditKey?.Dispose();
        certificateKey?.Dispose();
        foreach (var node in Watched)
        {
            await node.DisposeAsync();
        }
    }

    private static ProblemAnswer? Of(NodeState state) => state.Condition switch
    {
        NodeCondition.SchemaUnknown => new(HttpProblems.ShardNotServed, state.Problem!),
        NodeCondition.Behind => new(HttpProblems.ShardBehind, state.Problem!),
        NodeCondition.NotSeen => ProblemAnswer.OfNode(state.Node),
        _ => null,
    };

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
