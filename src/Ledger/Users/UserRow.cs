using Domicile.Ledger.Privacy;
using Domicile.Sharding.Users;
using Npgsql;

namespace Domicile.Ledger.Users;

/// <summary>A user as the shard has it, with the details still sealed.</summary>
internal sealed record UserRow(
    Guid CreationId, DateTimeOffset OpenedAt, SealedDetails Details, DateTimeOffset? RestrictedAt)
{
    /// <summary>When the book was closed because the user is erased; null for a living one.</summary>
    public DateTimeOffset? ErasedAt { get; init; }

    /// <summary>
    /// Reads the columns user_number, creation_id, opened_at, name, email, birth_date, erased_at, restricted_at.
    /// </summary>
    public static UserRow Read(NpgsqlDataReader reader) => new(
        reader.GetGuid(1),
        reader.GetFieldValue<DateTimeOffset>(2),
        new SealedDetails(Bytes(reader, 3), Bytes(reader, 4), Bytes(reader, 5)),
        Time(reader, 7))
    {
        ErasedAt = Time(reader, 6),
    };

    public User Of(UserId id, PersonalDetails opened) => new(id, OpenedAt, opened) { RestrictedAt = RestrictedAt };

    private static DateTimeOffset? Time(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);

    private static byte[]? Bytes(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<byte[]>(column);
}
