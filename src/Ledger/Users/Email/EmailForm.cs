using System.Globalization;

namespace Domicile.Ledger.Users.Email;

/// <summary>
/// When two e-mail addresses are the same for a look-up: without white space around them, in lower case, with the
/// domain as the network writes it (<c>příklad.cz</c> is <c>xn--pklad-zsa96e.cz</c>). How a letter is composed is not
/// evened out: this program carries no tables of Unicode, and keyboards compose.
/// </summary>
internal static class EmailForm
{
    private static readonly IdnMapping Idn = new() { AllowUnassigned = true };

    public static string Normal(string email)
    {
        var trimmed = email.Trim().ToLowerInvariant();
        var at = trimmed.LastIndexOf('@');
        return at < 0 ? trimmed : $"{trimmed[..(at + 1)]}{Domain(trimmed[(at + 1)..])}";
    }

    private static string Domain(string domain)
    {
        try
        {
            return Idn.GetAscii(domain).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            // No name that the network knows, such as one with an over-long label: it stands for itself.
            return domain;
        }
    }
}
