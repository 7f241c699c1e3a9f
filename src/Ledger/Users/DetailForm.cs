using System.Globalization;

namespace Domicile.Ledger.Users;

/// <summary>
/// What personal details may look like. Text of any script, with accents and emoji, is kept as it came: nothing is
/// normalised or trimmed, because a name is spelled as its owner spells it. An empty text is the same as none. Refusals
/// never repeat the value.
/// </summary>
internal static class DetailForm
{
    /// <param name="today">The date in UTC.</param>
    /// <param name="normal">The details with empty texts left out.</param>
    /// <returns>Null when nothing is wrong.</returns>
    public static Refusal? Find(PersonalDetails details, DateOnly today, out PersonalDetails normal)
    {
        normal = details with
        {
            Name = string.IsNullOrEmpty(details.Name) ? null : details.Name,
            Email = string.IsNullOrEmpty(details.Email) ? null : details.Email,
        };
        return NameMistake(normal.Name) ?? EmailMistake(normal.Email) ?? BirthDateMistake(normal.BirthDate, today);
    }

    private static Refusal? NameMistake(string? name)
    {
        if (name is null)
        {
            return null;
        }

        if (!PlainText.IsPlain(name, out var length))
        {
            return Mistake("A name has no control characters or line breaks and is well-formed Unicode.", "name");
        }

        if (string.IsNullOrWhiteSpace(name))
        {
            return Mistake("The name is blank; leave it out instead.", "name");
        }

        return length <= PersonalDetails.NameLengthMax
            ? null
            : Mistake($"A name has {PersonalDetails.NameLengthMax} characters at most; this one has {length}.", "name");
    }

    /// <summary>Null for an address, and for none.</summary>
    public static Refusal? EmailMistake(string? email)
    {
        if (email is null)
        {
            return null;
        }

        if (email.Length > PersonalDetails.EmailLengthMax)
        {
            return Mistake(
                $"An e-mail address has {PersonalDetails.EmailLengthMax} characters at most; this one has "
                + $"{email.Length}.",
                "email");
        }

        return PlainText.IsPlain(email, out _) && IsAddress(email)
            ? null
            : Mistake("An e-mail address looks like anna@example.org.", "email");
    }

    private static Refusal? BirthDateMistake(DateOnly? birthDate, DateOnly today)
    {
        if (birthDate is not { } date || (date >= PersonalDetails.BirthDateMin && date <= today))
        {
            return null;
        }

        var first = PersonalDetails.BirthDateMin.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return Mistake($"A birth date lies between {first} and today (UTC).", "birthDate");
    }

    /// <summary>
    /// One @ with something before it and a domain of non-empty labels after it; no white space anywhere.
    /// </summary>
    private static bool IsAddress(string email)
    {
        var at = email.IndexOf('@');
        return at > 0
            && at == email.LastIndexOf('@')
            && !email.Any(char.IsWhiteSpace)
            && email[(at + 1)..].Split('.') is { Length: >= 2 } labels
            && labels.All(label => label.Length > 0);
    }

    private static Refusal Mistake(string detail, string field) => new(RefusalCode.FieldInvalid, detail, field);
}
