using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Domicile.Cli.Privacy.Canary.Search;
using Domicile.Local.Folders;
using Domicile.Local.Nodes;
using Domicile.Sharding.Sql;
using Npgsql;

namespace Domicile.Cli.Privacy.Canary;

/// <summary>
/// Words of nobody, planted in every medium of a world before the search, to see that it would find a canary's: in a
/// table of each node and its log of changes and replicas, in a file of each folder, and in each form and container.
/// Disposing takes them away; in logs of changes the words stay until those are written over.
/// </summary>
internal sealed class CanaryProbes : IAsyncDisposable
{
    /// <summary>What all probes are called among the needles.</summary>
    public const string Marker = "probe";

    private const string FileName = "canary.probe";
    private static readonly string PlantSql = SqlFile.Read(typeof(CanaryProbes), "PlantProbe.sql");
    private static readonly string WriteSql = SqlFile.Read(typeof(CanaryProbes), "WriteProbe.sql");

    private readonly List<NpgsqlConnection> open = [];
    private readonly List<string> files = [];
    private readonly List<Func<IEnumerable<SearchHit>, string?>> tests = [];

    private CanaryProbes(string words) => Words = words;

    /// <summary>With letters outside ASCII.</summary>
    public string Words { get; }

    /// <summary>How many media the probes are in.</summary>
    public int Count => tests.Count;

    public IEnumerable<Needle> Needles => NeedleForms.OfText(Marker, Words);

    public static async Task<CanaryProbes> PlantAsync(WorldAddresses addresses, CancellationToken cancellation)
    {
        var probes = new CanaryProbes($"Sýček zkušební {Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}");
        RemoveLeft(addresses.Folder.Path);
        probes.WriteFolders(addresses.Folder.Path);
        probes.WriteForms(addresses.Folder.Path);
        foreach (var node in addresses.Nodes.Where(node => node.Primary is null))
        {
            await probes.WriteTableAsync(addresses, node, cancellation);
        }

        return probes;
    }

    /// <summary>The media in which the probe was not found: the search is blind there.</summary>
    public IReadOnlyList<string> Missed(IEnumerable<SearchHit> hits)
    {
        var own = hits.Where(hit => hit.Marker == Marker).ToList();
        return [.. tests.Select(test => test(own)).OfType<string>()];
    }

    public async ValueTask DisposeAsync()
    {
        // Closing rolls back.
        foreach (var connection in open)
        {
            await connection.DisposeAsync();
        }

        files.ForEach(File.Delete);
    }

    // Of a canary that was killed.
    private static void RemoveLeft(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, FileName + "*", SearchOption.AllDirectories).ToList())
        {
            File.Delete(file);
        }
    }

    private void WriteFolders(string folder)
    {
        var nodes = Path.Combine(folder, "nodes");
        foreach (var place in Directory.GetDirectories(folder).Concat(Directory.GetDirectories(nodes)))
        {
            var file = Path.Combine(place, FileName);
            Write(file, Encoding.UTF8.GetBytes(Words));
            Expect($"a file in {Path.GetRelativePath(folder, place)}", hit => hit.File == Relative(folder, file));
        }
    }

    private void WriteForms(string folder)
    {
        foreach (var (i, needle) in Needles.Index())
        {
            foreach (var (container, bytes) in Packed(needle.Bytes))
            {
                var file = Path.Combine(folder, "logs", $"{FileName}.{i}{container.Replace(" > ", ".")}");
                Write(file, bytes);
                Expect(
                    $"{needle.Form}{container}",
                    hit => hit.File == Relative(folder, file) && hit.Form == needle.Form && hit.Inside == container);
            }
        }
    }

    private async Task WriteTableAsync(WorldAddresses addresses, WorldNode node, CancellationToken cancellation)
    {
        var address = addresses.Address(node, NodeRoles.Admin);
        var connection = new NpgsqlConnection(address.PatientConnectionString("domicile canary probe"));
        open.Add(connection);
        await connection.OpenAsync(cancellation);
        await connection.BeginTransactionAsync(cancellation);
        await using (var plant = new NpgsqlCommand(PlantSql, connection))
        {
            await plant.ExecuteNonQueryAsync(cancellation);
        }

        await using var write = new NpgsqlCommand(WriteSql, connection);
        write.Parameters.Add(new() { Value = Words });
        write.Parameters.Add(new() { Value = Encoding.Unicode.GetBytes(Words) });
        await write.ExecuteNonQueryAsync(cancellation);
        foreach (var member in addresses.Nodes.Where(other => other == node || other.Primary == node.Name))
        {
            var data = Relative(addresses.Folder.Path, Path.Combine(addresses.Folder.NodeFolder(member), "data"));
            Expect($"a table of {member.Name}", hit => hit.File.StartsWith($"{data}/base/", StringComparison.Ordinal));
            Expect(
                $"the log of {member.Name}", hit => hit.File.StartsWith($"{data}/pg_wal/", StringComparison.Ordinal));
        }
    }

    private void Expect(string medium, Func<SearchHit, bool> isIt) =>
        tests.Add(hits => hits.Any(isIt) ? null : medium);

    private void Write(string file, byte[] bytes)
    {
        files.Add(file);
        File.WriteAllBytes(file, bytes);
    }

    private static string Relative(string folder, string file) => Path.GetRelativePath(folder, file);

    private static IEnumerable<(string Container, byte[] Bytes)> Packed(byte[] bytes)
    {
        yield return ("", bytes);
        yield return (" > gzip", Pack(bytes, stream => new GZipStream(stream, CompressionLevel.Fastest)));
        yield return (" > PDF", [
            .. "1 0 obj << /Filter /FlateDecode >> stream\n"u8,
            .. Pack(bytes, stream => new ZLibStream(stream, CompressionLevel.Fastest)),
            .. "\nendstream"u8]);
        yield return (" > zip", Zip(bytes));
    }

    private static byte[] Zip(byte[] bytes)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = zip.CreateEntry("probe").Open())
        {
            entry.Write(bytes);
        }

        return memory.ToArray();
    }

    private static byte[] Pack(byte[] bytes, Func<Stream, Stream> pack)
    {
        using var memory = new MemoryStream();
        using (var stream = pack(memory))
        {
            stream.Write(bytes);
        }

        return memory.ToArray();
    }
}
