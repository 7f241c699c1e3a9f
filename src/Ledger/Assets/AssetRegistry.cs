using System.Collections.Concurrent;
using Domicile.Sharding.Nodes;
using Domicile.Sharding.Sql;
using Npgsql;

namespace Domicile.Ledger.Assets;

/// <summary>
/// The assets of one region, kept beside its register. An asset never changes, so what was read once stays in memory;
/// a code not met before is looked up, so that a new asset needs no restart anywhere. Lives as long as the process.
/// </summary>
/// <param name="register">The register's database; stays the caller's.</param>
/// <param name="time">Dates new assets.</param>
public sealed class AssetRegistry(NodePool register, TimeProvider time)
{
    private static readonly string FindSql = SqlFile.Read<AssetRegistry>("FindAsset.sql");
    private static readonly string ListSql = SqlFile.Read<AssetRegistry>("ListAssets.sql");
    private static readonly string InsertSql = SqlFile.Read<AssetRegistry>("InsertAsset.sql");

    private readonly ConcurrentDictionary<string, Asset> known = new(StringComparer.Ordinal);

    /// <summary>The asset, or null when the region has none of this code.</summary>
    /// <exception cref="NpgsqlException">The code is not known yet and the register does not answer.</exception>
    public ValueTask<Asset?> FindAsync(string code, CancellationToken cancellation)
    {
        if (known.TryGetValue(code, out var asset))
        {
            return new(asset);
        }

        // What cannot be a code is not worth a question.
        return Asset.IsCode(code) ? new(ReadAsync(code, cancellation)) : new((Asset?)null);
    }

    /// <summary>All assets of the region, by code.</summary>
    /// <exception cref="NpgsqlException">The register does not answer.</exception>
    public async Task<IReadOnlyList<Asset>> ListAsync(CancellationToken cancellation)
    {
        await using var command = register.CreateCommand(ListSql);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var assets = new List<Asset>();
        while (await reader.ReadAsync(cancellation))
        {
            assets.Add(Remember(reader));
        }

        return assets;
    }

    /// <summary>
    /// Adds an asset. Of the same code and scale as one that is there: repeated, and nothing is done; of another scale:
    /// refused.
    /// </summary>
    public async Task<Outcome<Asset>> AddAsync(string code, int scale, CancellationToken cancellation)
    {
        if (!Asset.IsCode(code))
        {
            return new Refusal(
                RefusalCode.FieldInvalid,
                $"An asset's code has 2 to {Asset.CodeLengthMax} upper-case letters and digits and begins with a "
                + "letter.",
                "code");
        }

        if (!Asset.IsScale(scale))
        {
            return new Refusal(
                RefusalCode.FieldInvalid, $"{scale} is not a scale from 0 to {Asset.ScaleMax}.", "scale");
        }

        try
        {
            var isNew = await InsertAsync(code, scale, cancellation);
            var asset = await ReadAsync(code, cancellation)
                ?? throw new InvalidOperationException($"The asset {code} was deleted from the register.");
            return asset.Scale == scale ? new Outcome<Asset>(asset, null, !isNew) : Exists(asset);
        }
        catch (Exception e) when (ShardFailure.IsUnavailable(e))
        {
            return ShardFailure.Unavailable("The region's register", e);
        }
    }

    /// <summary>What is said of a code that <see cref="FindAsync"/> does not find.</summary>
    internal static Refusal Unknown(string code) => new(
        RefusalCode.AssetUnknown,
        Asset.IsCode(code)
            ? $"This region has no asset {code}; GET /v1/assets lists those it has."
            : "An asset is named by its code, such as EUR; GET /v1/assets lists those of this region.",
        "asset");

    private static Refusal Exists(Asset asset) => new(
        RefusalCode.AssetExists,
        $"{asset} exists with {asset.Scale} decimals. An asset never changes: take another code.",
        "scale");

    private async Task<bool> InsertAsync(string code, int scale, CancellationToken cancellation)
    {
        await using var command = register.CreateCommand(InsertSql);
        command.Parameters.AddWithValue(code);
        command.Parameters.AddWithValue((short)scale);
        command.Parameters.AddWithValue(time.GetUtcNow());
        return await command.ExecuteNonQueryAsync(cancellation) == 1;
    }

    private async Task<Asset?> ReadAsync(string code, CancellationToken cancellation)
    {
        await using var command = register.CreateCommand(FindSql);
        command.Parameters.AddWithValue(code);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? Remember(reader) : null;
    }

    private Asset Remember(NpgsqlDataReader reader)
    {
        var asset = new Asset(reader.GetString(0), reader.GetInt16(1));
        return known.GetOrAdd(asset.Code, asset);
    }
}
