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
    /// <summary>Of two nodes' clocks that a book's cutoff is compared by.</summary>
    private static readonly TimeSpan ClockSlack = TimeSpan.FromDays(1);

    public UserId Payer => IsPayer ? User : Counterparty;

    public UserId Payee => IsPayer ? Counterparty : User;

    /// <summary>True for the payer's book when the payee's side has said that it has the money.</summary>
    public bool IsSettled => IsPayer && State == "completed";

    /// <summary>
    /// True when the other book must have it too: the payee's side has it, or has told the payer's that it has. A
    /// payer's that is under way or came back proves nothing.
    /// </summary>
    public bool ProvesOther => !IsPayer || IsSettled;

    /// <summary>
    /// True when the other book may have folded it: nobody can tell any more whether it ever was there.
    /// </summary>
    /// <param name="cutoff">Before which books of the other side are folded; the least value for never.</param>
    public bool MayBeFolded(DateTime cutoff) =>
        cutoff != DateTime.MinValue && BookedAt.UtcDateTime < cutoff + ClockSlack;

    /// <summary>True when both tell the same of payer, payee and amount.</summary>
    public bool AgreesWith(TransferSide other) =>
        IsPayer != other.IsPayer && Payer == other.Payer && Payee == other.Payee
        && Asset == other.Asset && MinorUnits == other.MinorUnits;

    public Difference Differs(string text, bool isBooked) => new(
        TransferId, Payer.ToString(), Payee.ToString(), Asset, MinorUnits, text, isBooked);
}
