using System.Security.Cryptography;
using System.Text.Json;
using Domicile.Ledger.Audit.Packages.Format;

namespace Domicile.Ledger.Audit.Institutions;

/// <summary>A <see cref="Receipt"/> as an institution answers with it.</summary>
/// <param name="Receipt">The receipt's JSON, in base64.</param>
/// <param name="Signature">ECDSA P-256 with SHA-256 over those bytes, DER, in base64.</param>
public sealed record SignedReceipt(string Receipt, string Signature)
{
    public static SignedReceipt Sign(Receipt receipt, ECDsa key)
    {
        var bytes = PackageJson.Write(receipt);
        return new SignedReceipt(
            Convert.ToBase64String(bytes), Convert.ToBase64String(PackageSignature.Sign(key, bytes)));
    }

    /// <summary>The receipt that an answer has; null when it is not signed by this key or not of this form.</summary>
    public static Receipt? TryOpen(ReadOnlySpan<byte> answer, ECDsa publicKey)
    {
        try
        {
            var signed = PackageJson.Read<SignedReceipt>(answer);
            var bytes = Convert.FromBase64String(signed.Receipt);
            return PackageSignature.IsGood(publicKey, bytes, Convert.FromBase64String(signed.Signature))
                ? PackageJson.Read<Receipt>(bytes)
                : null;
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            // Whatever it is, it is not a receipt; the caller says so.
            return null;
        }
    }
}
