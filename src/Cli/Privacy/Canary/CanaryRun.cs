using System.Security.Cryptography;
using System.Text;
using Domicile.Cli.Privacy.Canary.Search;
using Domicile.Ledger.Privacy.Keys.Proof;
using Domicile.Ledger.Privacy.Keys.Rotation;
using Domicile.Local.Folders;
using Domicile.Local.Nodes;
using Domicile.Sharding.Routing;
using Domicile.Sharding.Topology;
using Domicile.Sharding.Users;
using Npgsql;

namespace Domicile.Cli.Privacy.Canary;

/// <summary>
/// Proves on a running world that an erased user is gone from every byte on its disk: plants one, uses it, searches,
/// erases it, searches, rotates the wrapping key, and tries all keys that are left. One run.
/// </summary>
internal sealed class CanaryRun(
    WorldAddresses addresses, string region, CanaryMarkers markers, Action<string> tell)
{
    private const string WrappedMarker = "wrapped key";
    private const string InstitutionsFolder = "institutions";

    private readonly RegionKeys regionKeys = new(addresses.Folder, region);
    private readonly List<CanaryPhase> phases = [];

    public async Task<CanaryReport> RunAsync(CancellationToken cancellation)
    {
        using var life = new CanaryLife(addresses, region, markers);
        tell("plants a user and uses it everywhere");
        var user = await life.PlantAsync(cancellation);
        var calls = await life.UseAsync(user, cancellation);
        var proof = new KeyProof(addresses.Keys(region, NodeRoles.Owner), regionKeys.WrappingKeys, region);
        var noted = await proof.NoteAsync(user, await ShardOfAsync(user, cancellation), cancellation);
        var before = await proof.TryAsync(noted, [], cancellation);
        var (probes, missed) = await SearchWithProbesAsync(noted, cancellation);

        tell("erases it");
        var erasure = await life.EraseAsync(user, cancellation);
        await SearchAsync("after the erasure", Needles(noted), cancellation);

        var documents = await CanaryCertificate.CountDocumentsAsync(
            await ShardOfAsync(user, cancellation), user.Number, cancellation);
        var certificate = CanaryCertificate.Check(
            erasure, regionKeys.CertificateKey.PublicPem(), noted, documents);
        tell("rotates the wrapping key and tries every key that is left");
        await RotateAsync(cancellation);
        var after = await proof.TryAsync(noted, FileSecrets(), cancellation);
        CryptographicOperations.ZeroMemory(noted.Key);
        return new CanaryReport(region, $"{user}")
        {
            Calls = calls,
            Probes = probes,
            ProbesMissed = missed,
            Phases = phases,
            TrialBefore = before,
            TrialAfter = after,
            Certificate = certificate,
        };
    }

    private async Task<(int Count, IReadOnlyList<string> Missed)> SearchWithProbesAsync(
        NotedSecrets noted, CancellationToken cancellation)
    {
        await using var probes = await CanaryProbes.PlantAsync(addresses, cancellation);
        var result = await SearchAsync(
            "before the erasure", [.. Needles(noted), .. probes.Needles], cancellation);
        var missed = probes.Missed(result.Hits);
        tell($"finds probes in {probes.Count - missed.Count} of {probes.Count} media and forms");
        return (probes.Count, missed);
    }

    private async Task<SearchResult> SearchAsync(
        string phase, IEnumerable<Needle> needles, CancellationToken cancellation)
    {
        tell($"searches every byte, {phase}");
        await NodeFlush.RunAsync(addresses, cancellation);
        var result = await new WorldSearch(addresses.Folder.Path, needles).RunAsync(cancellation);
        var plain = result.Hits.Where(hit => hit.Marker is not (WrappedMarker or CanaryProbes.Marker))
            .ToLookup(hit => hit.File.StartsWith(InstitutionsFolder + "/", StringComparison.Ordinal));
        phases.Add(new CanaryPhase(phase, result.FileCount, result.ByteCount, result.Seconds)
        {
            Found = [.. plain[false]],
            AtInstitutions = [.. plain[true]],
            WrappedKeys = result.Hits.Count(hit => hit.Marker == WrappedMarker),
            Unread = result.Unread,
        });
        var found = phases[^1].Found.Count;
        tell($"read {result.ByteCount:N0} bytes of {result.FileCount:N0} files: {found} plain markers");
        return result;
    }

    private IEnumerable<Needle> Needles(NotedSecrets noted) =>
    [
        .. markers.Needles(),
        .. PlainDocuments(),
        .. NeedleForms.OfBytes("unwrapped key", noted.Key),
        .. NeedleForms.OfBytes(WrappedMarker, noted.WrappedKey),
    ];

    // Documents stand encrypted only. What is written on one is in the codes of a font, and no marker shows it.
    private static IEnumerable<Needle> PlainDocuments() => Enumerable.Range(0, 8)
        .Select(version => new Needle("document", "plain PDF", Encoding.ASCII.GetBytes($"%PDF-1.{version}")));

    private async Task<NodeAddress> ShardOfAsync(UserId user, CancellationToken cancellation)
    {
        var nodes = addresses.Region(region, NodeRoles.Owner);
        await using var router = ShardRouter.Open(nodes, "domicile canary", 1);
        await router.ReloadAsync(cancellation);
        return router.TryRoute(user.Number, out var route)
            ? route.Shard.PrimaryAddress
            : throw new InvalidOperationException($"No shard has the user {user}.");
    }

    private async Task RotateAsync(CancellationToken cancellation)
    {
        var database = addresses.Keys(region, NodeRoles.Owner);
        await using var connection = new NpgsqlConnection(database.PatientConnectionString("domicile rotate"));
        await connection.OpenAsync(cancellation);
        await new KeyRotation(connection, regionKeys.WrappingKeys, region).RunAsync(cancellation);
    }

    // Whatever has the length of a key, in the folder of the region's keys.
    private IReadOnlyList<(string Name, byte[] Key)> FileSecrets() =>
    [
        .. Directory.EnumerateFiles(addresses.Folder.KeyFolder(region), "*", SearchOption.AllDirectories)
            .Where(file => new FileInfo(file).Length == 32)
            .Select(file => (Path.GetRelativePath(addresses.Folder.Path, file), File.ReadAllBytes(file))),
    ];
}
