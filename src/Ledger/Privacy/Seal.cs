using System.Security.Cryptography;
using System.Text;

namespace Domicile.Ledger.Privacy;

/// <summary>
/// AES-256-GCM over one value, bound to the place that it belongs to. A sealed value is one byte of form (1), the
/// nonce (12 bytes, random), the ciphertext and the tag (16 bytes).
/// </summary>
public static class Seal
{
    public const int KeyLength = 32;
    private const byte Form = 1;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int HeadLength = 1 + NonceLength;

    /// <param name="place">Whose value it is and of which column; it opens with the same place only.</param>
    public static byte[] Close(ReadOnlySpan<byte> key, ReadOnlySpan<byte> plain, string place)
    {
        Span<byte> nonce = stackalloc byte[NonceLength];
        RandomNumberGenerator.Fill(nonce);
        return Close(key, plain, place, nonce);
    }

    /// <summary>The same with a nonce of 12 bytes, which meets no other value under this key.</summary>
    internal static byte[] Close(
        ReadOnlySpan<byte> key, ReadOnlySpan<byte> plain, string place, ReadOnlySpan<byte> nonce)
    {
        var result = new byte[HeadLength + plain.Length + TagLength];
        result[0] = Form;
        nonce.CopyTo(result.AsSpan(1, NonceLength));
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(
            nonce,
            plain,
            result.AsSpan(HeadLength, plain.Length),
            result.AsSpan(HeadLength + plain.Length),
            Encoding.UTF8.GetBytes(place));
        return result;
    }

    /// <param name="sealedValue">What <c>Close</c> returned.</param>
    /// <param name="plain">Filled with the value; <see cref="PlainLength"/> bytes.</param>
    /// <exception cref="SealBrokenException">
    /// It was changed, or sealed with another key or for another place.
    /// </exception>
    public static void Open(ReadOnlySpan<byte> key, ReadOnlySpan<byte> sealedValue, string place, Span<byte> plain)
    {
        if (sealedValue.Length < HeadLength + TagLength || sealedValue[0] != Form)
        {
            throw new SealBrokenException();
        }

        using var aes = new AesGcm(key, TagLength);
        try
        {
            aes.Decrypt(
                sealedValue.Slice(1, NonceLength),
                sealedValue[HeadLength..^TagLength],
                sealedValue[^TagLength..],
                plain,
                Encoding.UTF8.GetBytes(place));
        }
        catch (AuthenticationTagMismatchException e)
        {
            throw new SealBrokenException(e);
        }
    }

    /// <summary>The bytes of the value inside; 0 for what is no sealed value.</summary>
    public static int PlainLength(ReadOnlySpan<byte> sealedValue) =>
        Math.Max(0, sealedValue.Length - HeadLength - TagLength);
}
