using Domicile.Sharding.Users;
using Npgsql;

namespace Domicile.Ledger.Privacy.Erasure.Orders;

/// <summary>Reads the rows of <c>ReadOrders.sql</c>.</summary>
internal static class OrderRow
{
    public static ErasureOrder Read(NpgsqlDataReader row, string region) => new(
        row.GetGuid(0),
        new UserId(region, row.GetInt64(1)),
        row.GetString(2),
        row.GetString(3),
        row.GetString(4),
        row.GetFieldValue<DateTimeOffset>(5))
    {
        Balance = row.GetString(6),
        ConsentedBy = Text(row, 7),
        ConsentedByRole = Text(row, 8),
        ConsentedAt = Time(row, 9),
        Refusal = Text(row, 10),
        RefusedAt = Time(row, 11),
        SettledAt = Time(row, 12),
        Number = row.IsDBNull(13) ? null : row.GetInt64(13),
        RegisteredAt = Time(row, 14),
        UnusableSince = Time(row, 15),
        KeyFingerprint = Text(row, 16),
        KeyGeneration = row.IsDBNull(17) ? null : row.GetInt32(17),
        Certificate = Text(row, 18),
        CertifiedAt = Time(row, 19),
        DoneAt = Time(row, 20),
        Steps =
        [
            .. row.GetFieldValue<string[]>(21)
                .Zip(row.GetFieldValue<string[]>(22), row.GetFieldValue<DateTimeOffset[]>(23))
                .Select(step => new DoneStep(step.First, step.Second, step.Third)),
        ],
        Told =
        [
            .. row.GetFieldValue<string[]>(24)
                .Zip(row.GetFieldValue<DateTimeOffset?[]>(25), (recipient, at) => new Told(recipient, at)),
        ],
    };

    private static string? Text(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetString(column);

    private static DateTimeOffset? Time(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);
}
