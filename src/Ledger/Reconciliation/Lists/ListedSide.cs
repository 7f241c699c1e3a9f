using Domicile.Sharding.Users;

namespace Domicile.Ledger.Reconciliation.Lists;

/// <summary>One side of a transfer as a line of a list: who, how much and when, and never what for.</summary>
/// <param name="Side"><c>payer</c> or <c>payee</c>.</param>
/// <param name="User">Whose book it stands in.</param>
/// <param name="MinorUnits">The amount in whole minor units of the asset.</param>
/// <param name="Posting">Its first posting's number in the book.</param>
/// <param name="ChangedAt">When the last thing happened to it in this book.</param>
public sealed record ListedSide(
    Guid Transfer,
    string Side,
    string User,
    string Counterparty,
    string Asset,
    long MinorUnits,
    string State,
    long Posting,
    DateTimeOffset EffectiveAt,
    DateTimeOffset BookedAt,
    DateTimeOffset ChangedAt)
{
    public const string Payer = "payer";
    public const string Payee = "payee";

    /// <exception cref="InvalidDataException">A user's id is none.</exception>
    internal TransferSide ToSide() => new(
        Transfer, Id(User), Side == Payer, Id(Counterparty), Asset, MinorUnits, State, EffectiveAt, BookedAt);

    private static UserId Id(string text) => UserId.TryParse(text, out var id)
        ? id
        : throw new InvalidDataException($"'{text}' is no user's id.");
}
