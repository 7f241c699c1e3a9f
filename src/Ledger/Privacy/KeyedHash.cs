using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Domicile.Ledger.Privacy;

/// <summary>
/// HMAC-SHA-256 with a secret of the region: what callers write into keys and requests can be recognised again and
/// neither read nor guessed from the database. Safe for use by many threads; lives as long as the process.
/// </summary>
public sealed class KeyedHash
{
    public const int KeyLength = 32;
    public const int HashLength = 32;
    private const int StackBytesMax = 1024;

    // Two different texts with broken surrogates must not become the same bytes.
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    private readonly byte[] key;

    /// <exception cref="ArgumentException">The key is not of 32 bytes.</exception>
    public KeyedHash(byte[] key)
    {
        if (key.Length != KeyLength)
        {
            throw new ArgumentException($"The hash key has {key.Length} bytes; it needs {KeyLength}.", nameof(key));
        }

        this.key = [.. key];
    }

    /// <summary>
    /// Hashes the parts under a purpose, each with its length before it, so that no two different lists look alike. A
    /// null part differs from an empty one.
    /// </summary>
    /// <param name="purpose">What the hash is for: the same parts have another hash for another purpose.</param>
    /// <exception cref="EncoderFallbackException">A part is not well-formed Unicode.</exception>
    public byte[] Of(string purpose, params ReadOnlySpan<string?> parts)
    {
        var length = LengthOf(purpose);
        foreach (var part in parts)
        {
            length += LengthOf(part);
        }

        var bytes = length <= StackBytesMax ? stackalloc byte[length] : new byte[length];
        var rest = Append(bytes, purpose);
        foreach (var part in parts)
        {
            rest = Append(rest, part);
        }

        return HMACSHA256.HashData(key, bytes);
    }

    private static int LengthOf(string? part) => sizeof(int) + (part is null ? 0 : Utf8.GetByteCount(part));

    private static Span<byte> Append(Span<byte> target, string? part)
    {
        var written = part is null ? 0 : Utf8.GetBytes(part, target[sizeof(int)..]);
        BinaryPrimitives.WriteInt32BigEndian(target, part is null ? -1 : written);
        return target[(sizeof(int) + written)..];
    }
}
