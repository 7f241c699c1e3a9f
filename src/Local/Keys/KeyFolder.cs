using System.Globalization;
using System.Security.Cryptography;
using Domicile.Ledger.Privacy;
using Domicile.Ledger.Privacy.Keys;
using Domicile.Local.Folders;
using Domicile.Local.Objects;

namespace Domicile.Local.Keys;

/// <summary>
/// A region's key-encryption key on this machine: a folder with a file of 32 bytes for each generation, <c>1.key</c>,
/// <c>2.key</c> and so on, that only its owner can read. Every use reads the file and zeroes what it read, so a
/// generation that another process makes or destroys is there, or gone, at once. Lives as long as one likes.
/// </summary>
public sealed class KeyFolder(string path) : IWrappingKeys
{
    private const string Suffix = ".key";
    private const string DoomedSuffix = ".destroyed";

    /// <summary>Absolute.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>The folder of a region that has its key.</summary>
    /// <exception cref="InvalidDataException">There is no generation in it.</exception>
    public static KeyFolder Open(string path)
    {
        var folder = new KeyFolder(path);
        return folder.Numbers().Any() ? folder : throw new InvalidDataException(
            $"{path} holds no wrapping key. Put back a copy of the folder.");
    }

    /// <summary>A file is gone at once.</summary>
    public TimeSpan DestructionMax => TimeSpan.Zero;

    public ValueTask<IReadOnlyList<WrappingGeneration>> ListAsync(CancellationToken cancellation) =>
        ValueTask.FromResult<IReadOnlyList<WrappingGeneration>>([.. Numbers().Order().Select(Describe)]);

    public ValueTask<byte[]> WrapAsync(
        int generation, ReadOnlyMemory<byte> key, string place, CancellationToken cancellation)
    {
        var wrapping = Read(generation);
        var wrapped = Seal.Close(wrapping, key.Span, place);
        CryptographicOperations.ZeroMemory(wrapping);
        return ValueTask.FromResult(wrapped);
    }

    public ValueTask<byte[]> UnwrapAsync(
        int generation, ReadOnlyMemory<byte> wrapped, string place, CancellationToken cancellation)
    {
        if (Seal.PlainLength(wrapped.Span) != Seal.KeyLength)
        {
            throw new SealBrokenException();
        }

        var wrapping = Read(generation);
        try
        {
            var key = HeldKey.Allocate();
            Seal.Open(wrapping, wrapped.Span, place, key);
            return ValueTask.FromResult(key);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(wrapping);
        }
    }

    public ValueTask<WrappingGeneration> MakeAsync(int generation, CancellationToken cancellation)
    {
        if (!File.Exists(FileOf(generation)))
        {
            Directory.CreateDirectory(
                Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            var key = HeldKey.Allocate();
            RandomNumberGenerator.Fill(key);
            OwnerFile.WriteBytes(FileOf(generation), key);
            DurableFiles.FlushFolder(Path);
            CryptographicOperations.ZeroMemory(key);
        }

        return ValueTask.FromResult(Describe(generation));
    }

    /// <summary>
    /// Overwrites the file before it removes it. A disk that writes elsewhere, as SSDs and some file systems do, may
    /// keep the old bytes for a while: encrypt the disk.
    /// </summary>
    public ValueTask<DateTimeOffset> DestroyAsync(int generation, CancellationToken cancellation)
    {
        var doomed = System.IO.Path.Combine(Path, Name(generation) + DoomedSuffix);
        if (File.Exists(FileOf(generation)))
        {
            // Under its own name a half overwritten file would look like a key.
            File.Move(FileOf(generation), doomed, overwrite: true);
            DurableFiles.FlushFolder(Path);
        }

        if (File.Exists(doomed))
        {
            using (var stream = new FileStream(doomed, FileMode.Open, FileAccess.Write))
            {
                stream.Write(RandomNumberGenerator.GetBytes((int)stream.Length));
                stream.Flush(flushToDisk: true);
            }

            File.Delete(doomed);
            DurableFiles.FlushFolder(Path);
        }

        return ValueTask.FromResult(TimeProvider.System.GetUtcNow());
    }

    /// <summary>The generations whose files are there, whole or not.</summary>
    internal IEnumerable<int> Numbers() => Directory.Exists(Path)
        ? Directory.EnumerateFiles(Path, "*" + Suffix)
            .Select(file => int.TryParse(
                System.IO.Path.GetFileNameWithoutExtension(file), CultureInfo.InvariantCulture, out var number)
                    ? number
                    : 0)
            .Where(number => number > 0)
        : [];

    /// <summary>The file of a generation.</summary>
    internal string FileOf(int generation) => System.IO.Path.Combine(Path, Name(generation) + Suffix);

    private static string Name(int generation) => generation.ToString(CultureInfo.InvariantCulture);

    private WrappingGeneration Describe(int generation)
    {
        var key = Read(generation);
        var fingerprint = KeyFingerprint.Of(key);
        CryptographicOperations.ZeroMemory(key);
        return new WrappingGeneration(generation, fingerprint);
    }

    private byte[] Read(int generation)
    {
        var key = HeldKey.Allocate();
        try
        {
            using var stream = new FileStream(FileOf(generation), new FileStreamOptions { BufferSize = 0 });
            if (stream.Length != key.Length)
            {
                throw new WrappingKeyMissingException(
                    generation, new InvalidDataException($"The file has {stream.Length} bytes; a key has 32."));
            }

            stream.ReadExactly(key);
            return key;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new WrappingKeyMissingException(generation, e);
        }
    }
}
