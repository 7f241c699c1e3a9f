using Domicile.Ledger.Assets;
using Npgsql;

namespace Domicile.Ledger.Accounts;

/// <summary>One account as the database has it: amounts in minor units, to be read in the asset's scale.</summary>
internal sealed record AccountRow(string Asset, string Kind, long Balance, long? Minimum, DateTimeOffset OpenedAt)
{
    /// <param name="first">The column of the asset; kind, balance, minimum and opened_at follow it.</param>
    public static AccountRow Read(NpgsqlDataReader reader, int first) => new(
        reader.GetString(first),
        reader.GetString(first + 1),
        reader.GetInt64(first + 2),
        reader.IsDBNull(first + 3) ? null : reader.GetInt64(first + 3),
        reader.GetFieldValue<DateTimeOffset>(first + 4));

    public Account In(Asset asset)
    {
        var kind = AccountName.ReadKind(Kind);
        return new Account(
            new AccountName(kind, Asset).ToString(),
            kind,
            new Money(Balance, asset),
            Minimum is { } minimum ? new Money(minimum, asset) : null,
            OpenedAt);
    }
}
