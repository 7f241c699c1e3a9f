using System.Security.Cryptography;

namespace Domicile.Ledger.Privacy.Keys;

/// <summary>
/// Tells two keys apart and says nothing else of them: the first 16 bytes of SHA-256 over <c>domicile-key</c> and the
/// key, in hexadecimal digits.
/// </summary>
public static class KeyFingerprint
{
    public const int Length = 16;

    public static string Of(ReadOnlySpan<byte> key)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData("domicile-key"u8);
        hash.AppendData(key);
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, Length));
    }
}
