using System.Formats.Asn1;
using System.Numerics;

namespace Domicile.Ledger.Signing;

/// <summary>The two forms of one ECDSA signature on P-256.</summary>
internal static class SignatureForm
{
    private const int HalfLength = 32;

    /// <summary>Its two numbers side by side, 32 bytes each, as IEEE P1363 has them.</summary>
    /// <param name="der">As RFC 3279 has them: a sequence of two integers.</param>
    /// <exception cref="AsnContentException">It is not of that form.</exception>
    public static byte[] ToFixed(ReadOnlySpan<byte> der)
    {
        var reader = new AsnReader(der.ToArray(), AsnEncodingRules.DER);
        var numbers = reader.ReadSequence();
        reader.ThrowIfNotEmpty();
        var signature = new byte[2 * HalfLength];
        Write(numbers.ReadInteger(), signature.AsSpan(0, HalfLength));
        Write(numbers.ReadInteger(), signature.AsSpan(HalfLength));
        numbers.ThrowIfNotEmpty();
        return signature;
    }

    private static void Write(BigInteger number, Span<byte> half)
    {
        var length = number.GetByteCount(isUnsigned: true);
        if (number.Sign < 0 || length > HalfLength)
        {
            throw new AsnContentException("A number of the signature is not one of P-256.");
        }

        number.TryWriteBytes(half[^length..], out _, isUnsigned: true, isBigEndian: true);
    }
}
