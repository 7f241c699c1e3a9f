using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Domicile.Ledger.Signing;

namespace Domicile.Ledger.Privacy.Erasure.Certificates;

/// <summary>
/// A statement in JSON with its signature beside it: ECDSA P-256 with SHA-256 over the statement without white space
/// between its parts, so that whoever lays it out anew does not break it. Says the same on every machine.
/// </summary>
public static class SignedStatement
{
    private const string StatementName = "certificate";
    private const string SignatureName = "signature";

    // Nothing of it is put into a page; names of categories and laws stay as people read them.
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonSerializerOptions Laid = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The statement and its signature as one JSON object, laid out for people.</summary>
    /// <param name="key">The region's.</param>
    public static async Task<string> SignAsync(
        JsonElement statement, ISigningKey key, CancellationToken cancellation)
    {
        var signature = SignatureForm.ToFixed(await key.SignAsync(Bytes(statement), cancellation));
        var signed = new JsonObject
        {
            [StatementName] = JsonNode.Parse(Bytes(statement)),
            [SignatureName] = Convert.ToBase64String(signature),
        };
        return signed.ToJsonString(Laid) + "\n";
    }

    /// <summary>Opens a statement, or says what is wrong with it.</summary>
    /// <param name="publicKey">The public half of the key that the region signs with.</param>
    /// <param name="statement">What was signed; of no use when something is wrong.</param>
    /// <returns>Null when the signature is right.</returns>
    public static string? Check(string text, ECDsa publicKey, out JsonElement statement)
    {
        statement = default;
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty(StatementName, out var found)
                || !document.RootElement.TryGetProperty(SignatureName, out var signature)
                || document.RootElement.EnumerateObject().Count() != 2)
            {
                return $"It is not a JSON object with '{StatementName}' and '{SignatureName}' and nothing else.";
            }

            statement = found.Clone();
            return signature.ValueKind == JsonValueKind.String
                && signature.TryGetBytesFromBase64(out var bytes)
                && publicKey.VerifyData(Bytes(statement), bytes, HashAlgorithmName.SHA256)
                    ? null
                    : "The signature is not that of this key over this statement: one of the three was changed.";
        }
        catch (JsonException e)
        {
            return $"It is not JSON: {e.Message}";
        }
    }

    private static byte[] Bytes(JsonElement statement)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, Compact))
        {
            statement.WriteTo(writer);
        }

        return bytes.ToArray();
    }
}
