using Npgsql;

namespace Domicile.Ledger.Verification.Legs;

/// <summary>One side of a transfer between two users, as one node tells it.</summary>
/// <param name="TransferId">As text, which sorts as the nodes sort it.</param>
/// <param name="State">A payer's state, or completed or refused on the payee's side.</param>
/// <param name="At">When the last thing happened to it on this node.</param>
/// <param name="BeganAt">When the first thing did.</param>
internal sealed record LegSide(
    VerifiedNode Node,
    string TransferId,
    bool IsPayer,
    string User,
    string Counterparty,
    string? Asset,
    long? Amount,
    string State,
    DateTimeOffset At,
    DateTimeOffset BeganAt)
{
    public static LegSide Read(VerifiedNode node, NpgsqlDataReader row) => new(
        node,
        row.GetString(0),
        row.GetString(1) == "payer",
        row.GetString(2),
        row.GetString(3),
        row.IsDBNull(4) ? null : row.GetString(4),
        row.IsDBNull(5) ? null : row.GetInt64(5),
        row.GetString(6),
        row.GetFieldValue<DateTimeOffset>(7),
        row.GetFieldValue<DateTimeOffset>(8));
}
