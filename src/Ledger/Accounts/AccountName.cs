namespace Domicile.Ledger.Accounts;

/// <summary>How an account of a book is called, such as <c>wallet-EUR</c> or <c>in-transit-DREAM</c>.</summary>
/// <param name="Kind">What the account is for.</param>
/// <param name="Asset">The asset's code.</param>
public readonly record struct AccountName(AccountKind Kind, string Asset)
{
    // By the value of the kind; the same words as the database's ledger.account_kind.
    private static readonly string[] KindTexts =
        ["wallet", "held", "in-transit", "external", "sent", "received", "exchange"];

    /// <summary>Reads the one spelling that <see cref="ToString"/> writes.</summary>
    public static bool TryParse(string? text, out AccountName name)
    {
        name = default;
        var dash = text?.LastIndexOf('-') ?? -1;
        if (dash < 0 || !TryParseKind(text.AsSpan(0, dash), out var kind) || !Assets.Asset.IsCode(text![(dash + 1)..]))
        {
            return false;
        }

        name = new AccountName(kind, text[(dash + 1)..]);
        return true;
    }

    public override string ToString() => $"{KindTexts[(int)Kind]}-{Asset}";

    /// <exception cref="InvalidOperationException">The database has a kind that this program does not know.</exception>
    internal static AccountKind ReadKind(string text) => TryParseKind(text, out var kind)
        ? kind
        : throw new InvalidOperationException($"'{text}' is no kind of account that this program knows.");

    private static bool TryParseKind(ReadOnlySpan<char> text, out AccountKind kind)
    {
        for (var i = 0; i < KindTexts.Length; i++)
        {
            if (text.SequenceEqual(KindTexts[i]))
            {
                kind = (AccountKind)i;
                return true;
            }
        }

        kind = default;
        return false;
    }
}
