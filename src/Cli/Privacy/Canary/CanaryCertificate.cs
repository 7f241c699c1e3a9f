using System.Security.Cryptography;
using System.Text.Json;
using Domicile.Ledger.Privacy.Erasure.Certificates;
using Domicile.Ledger.Privacy.Keys;
using Domicile.Ledger.Privacy.Keys.Proof;
using Domicile.Sharding.Sql;
using Domicile.Sharding.Topology;

namespace Domicile.Cli.Privacy.Canary;

/// <summary>
/// A canary's certificate of erasure, compared with what is known of it otherwise: its signature, its key, and the
/// documents that are kept.
/// </summary>
/// <param name="Statement">What was signed; null when there is none.</param>
/// <param name="Problems">What is wrong with it.</param>
internal sealed record CanaryCertificate(JsonElement? Statement, IReadOnlyList<string> Problems)
{
    private static readonly string CountSql = SqlFile.Read(typeof(CanaryCertificate), "CountDocuments.sql");

    /// <param name="erasure">As the API shows it.</param>
    /// <param name="publicPem">The public half of the key that certificates are signed with.</param>
    /// <param name="noted">From before the erasure.</param>
    /// <param name="documents">How many documents the shard has of the user, by their keys.</param>
    public static CanaryCertificate Check(
        JsonElement erasure, string publicPem, NotedSecrets noted, IReadOnlyDictionary<string, long> documents)
    {
        if (!erasure.TryGetProperty("certificate", out var text) || text.ValueKind != JsonValueKind.String)
        {
            return new(null, ["The erasure was not certified in time."]);
        }

        using var key = ECDsa.Create();
        key.ImportFromPem(publicPem);
        return SignedStatement.Check(text.GetString()!, key, out var statement) is { } mistake
            ? new(null, [$"The certificate is not genuine. {mistake}"])
            : new(statement, [.. Differences(statement, noted, documents)]);
    }

    /// <summary>How many documents the shard has of a user, by the key that each is under.</summary>
    public static async Task<IReadOnlyDictionary<string, long>> CountDocumentsAsync(
        NodeAddress shard, long userNumber, CancellationToken cancellation)
    {
        await using var database = shard.Open("domicile canary", 1);
        await using var command = database.CreateCommand(CountSql);
        command.Parameters.Add(new() { Value = userNumber });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var documents = new Dictionary<string, long>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellation))
        {
            documents[reader.GetString(0)] = reader.GetInt64(1);
        }

        return documents;
    }

    /// <summary>What it keeps, a line each, for people.</summary>
    public IEnumerable<string> Kept()
    {
        if (Statement is not { } statement)
        {
            yield break;
        }

        yield return $"unusable since {Text(statement, "unusableSince")}, final on "
            + $"{Text(statement.GetProperty("finalOn"), "at")} at the latest";
        foreach (var category in statement.GetProperty("kept").EnumerateArray())
        {
            yield return $"keeps {Text(category, "category")} ({Text(category, "keptBy")}): "
                + Text(category, "until");
        }

        foreach (var key in statement.GetProperty("documents").EnumerateArray())
        {
            yield return $"keeps {key.GetProperty("count")} documents encrypted under {Text(key, "keyId")}, which is "
                + $"destroyed after {Text(key, "until")}";
        }
    }

    private static IEnumerable<string> Differences(
        JsonElement statement, NotedSecrets noted, IReadOnlyDictionary<string, long> documents)
    {
        if (Text(statement, "user") != $"{noted.User}")
        {
            yield return "The certificate is of another user.";
        }

        if (Text(statement.GetProperty("key"), "fingerprint") != KeyFingerprint.Of(noted.Key))
        {
            yield return "The certificate's fingerprint is not that of the user's key.";
        }

        var named = statement.GetProperty("documents").EnumerateArray().ToDictionary(
            key => Text(key, "keyId")!, key => key.GetProperty("count").GetInt64(), StringComparer.Ordinal);
        foreach (var (key, count) in documents.Where(kept => named.GetValueOrDefault(kept.Key) != kept.Value))
        {
            yield return $"The shard has {count} documents under {key}, and the certificate does not name them so.";
        }
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
