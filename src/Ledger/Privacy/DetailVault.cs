using System.Globalization;
using Domicile.Ledger.Privacy.Keys;
using Domicile.Ledger.Users;
using Domicile.Sharding.Users;

namespace Domicile.Ledger.Privacy;

/// <summary>
/// Seals and opens users' personal details, column by column, with the user's own key. The first sealing makes the key,
/// without details too: a user has one from the beginning. Lives as long as its <see cref="UserKeys"/>.
/// </summary>
internal sealed class DetailVault(UserKeys keys)
{
    private const string DateForm = "yyyy-MM-dd";

    /// <returns>Null when the user was erased: there is no key for it any more.</returns>
    public async ValueTask<SealedDetails?> SealAsync(
        UserId user, PersonalDetails details, CancellationToken cancellation)
    {
        using var key = await keys.MakeAsync(user, cancellation);
        if (key is null)
        {
            return null;
        }

        var birthDate = details.BirthDate?.ToString(DateForm, CultureInfo.InvariantCulture);
        return new SealedDetails(
            Close(key, "name", details.Name),
            Close(key, "email", details.Email),
            Close(key, "birth_date", birthDate));
    }

    /// <exception cref="SealBrokenException">They were not sealed by this class for this user.</exception>
    public async ValueTask<PersonalDetails> OpenAsync(
        UserId user, SealedDetails details, CancellationToken cancellation)
    {
        if (details.IsEmpty)
        {
            return PersonalDetails.None;
        }

        return await FindAsync(user, details, cancellation) ?? throw new SealBrokenException();
    }

    /// <summary>The details, or null when the user's key is gone: nobody can read them any more.</summary>
    /// <inheritdoc cref="OpenAsync"/>
    public async ValueTask<PersonalDetails?> FindAsync(
        UserId user, SealedDetails details, CancellationToken cancellation)
    {
        using var key = await keys.FindAsync(user, cancellation);
        if (key is null)
        {
            return null;
        }

        var birthDate = Open(key, "birth_date", details.BirthDate);
        return new PersonalDetails(
            Open(key, "name", details.Name),
            Open(key, "email", details.Email),
            birthDate is null ? null : DateOnly.ParseExact(birthDate, DateForm, CultureInfo.InvariantCulture));
    }

    private static byte[]? Close(UserKey key, string column, string? text) =>
        text is null ? null : key.Close(column, text);

    private static string? Open(UserKey key, string column, byte[]? sealedText) =>
        sealedText is null ? null : key.Open(column, sealedText);
}
