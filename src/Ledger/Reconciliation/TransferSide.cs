using Domicile.Sharding.Users;

namespace Domicile.Ledger.Reconciliation;

/// <summary>A transfer between two users as it stands in the book of one of them.</summary>
internal sealed record TransferSide(
    Guid TransferId,
    UserId User,
    bool IsPayer,
    UserId Counterparty,
    string Asset,
    long MinorUnits,
    string State,
    DateTimeOffset EffectiveAt,
    DateTimeOffset BookedAt)
{
    public UserId Payer => IsPayer ? User : Counterparty;

    public UserId Payee => IsPayer ? Counterparty : User;

    /// <summary>True for the payer's book when the payee's side has said that it has the money.</summary>
    public bool IsSettled => IsPayer && State == "completed";

    /// <summary>True when both tell the same of payer, payee and amount.</summary>
    public bool AgreesWith(TransferSide other) =>
        IsPayer != other.IsPayer && Payer == other.Payer && Payee == other.Payee
        && Asset == other.Asset && MinorUnits == other.MinorUnits;
}
