using System.Text.Json;
using Domicile.Ledger.Audit.Documents;
using Domicile.Ledger.Audit.Institutions;
using Domicile.Sharding.Topology;
using Domicile.Sharding.Topology.Callers;
using Domicile.Sharding.Topology.Privacy;

namespace Domicile.Local.Servers;

/// <summary>
/// All that the server of one site may know: its own region's nodes and passwords, a role of the central node that can
/// do no more than its work, and the other regions' public addresses. Written by the local world, readable by its owner
/// only.
/// </summary>
/// <param name="Region">The region served, such as <c>eu</c>.</param>
/// <param name="Url">Where the server listens, such as <c>http://127.0.0.1:5080</c>.</param>
/// <param name="OtherRegions">The public address of each other region by its name, to point callers there.</param>
/// <param name="Nodes">
/// The region's register and shards with the replicas of the server's own site, as the role <c>domicile_server</c>.
/// </param>
/// <param name="Keys">The database of wrapped user keys, apart from the books.</param>
/// <param name="Central">The central database, as the region's own role.</param>
/// <param name="WrappingKeyFolder">
/// The folder of the key-encryption key, a file a generation: wraps the keys of users and documents.
/// </param>
/// <param name="HashKeyFile">A file of 32 bytes: the key of the keyed hashes (idempotency keys).</param>
/// <param name="TokenPublicKey">PEM of the public half (ECDSA P-256) of the region's token signing key.</param>
public sealed record ServerFile(
    string Region,
    string Url,
    IReadOnlyDictionary<string, string> OtherRegions,
    RegionNodes Nodes,
    NodeAddress Keys,
    NodeAddress Central,
    string WrappingKeyFolder,
    string HashKeyFile,
    string TokenPublicKey)
{
    /// <summary>The site that the server runs in; empty when the topology names none.</summary>
    public string Site { get; init; } = "";

    /// <summary>
    /// Where the server of the region's writer site listens; null when this server is of the writer site itself.
    /// </summary>
    public string? WriterUrl { get; init; }

    /// <summary>How much of each caller it takes.</summary>
    public CallerRates Rates { get; init; } = CallerRates.Default;

    /// <summary>What the server does: <c>api</c>, <c>workers</c>, or both.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [ApiRole, WorkersRole];

    /// <summary>The queues, as the region's own role; null when nothing shall leave its shards.</summary>
    public NodeAddress? Queue { get; init; }

    /// <summary>The central database, as the role of its own work; null on a server that does not do it.</summary>
    public NodeAddress? CentralWork { get; init; }

    /// <summary>The queues, as that same role.</summary>
    public NodeAddress? CentralQueue { get; init; }

    /// <summary>What documents show and how long they are kept; null for what the law asks at least.</summary>
    public DocumentRules? Documents { get; init; }

    /// <summary>The folder of the region's objects; null when it keeps none.</summary>
    public string? ObjectFolder { get; init; }

    /// <summary>Whom the region's documents are sent to.</summary>
    public IReadOnlyList<Institution> Institutions { get; init; } = [];

    /// <summary>PEM of the private key that signs the region's audit packages; null where none are made.</summary>
    public string? AuditKeyFile { get; init; }

    /// <summary>
    /// PEM of the private key that signs the certificates of erasures; null where none is ever done.
    /// </summary>
    public string? CertificateKeyFile { get; init; }

    /// <summary>How long the region's copies and keys live on, for whoever is promised that they are gone.</summary>
    public RegionPeriods Periods { get; init; } = new();

    /// <summary>For how many years what a law keeps is kept.</summary>
    public RetentionTopology Retention { get; init; } = new();

    /// <summary>Answers calls.</summary>
    public const string ApiRole = "api";

    /// <summary>Runs passes.</summary>
    public const string WorkersRole = "workers";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <exception cref="InvalidDataException">The file is not of this form.</exception>
    public static ServerFile Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<ServerFile>(File.ReadAllText(path), Json)
                ?? throw new InvalidDataException($"{path} is empty.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path} is not a server file: {e.Message}", e);
        }
    }

    /// <summary>Writes the file so that only its owner can read it, and never half.</summary>
    public void Write(string path)
    {
        var draft = path + ".new";
        using (var stream = new FileStream(draft, new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        {
            JsonSerializer.Serialize(stream, this, Json);
        }

        File.Move(draft, path, overwrite: true);
    }
}
