namespace Domicile.Ledger.Users;

/// <summary>What a user told about themselves; all optional, kept exactly as it came and only encrypted.</summary>
/// <param name="Name">At most <see cref="NameLengthMax"/> Unicode characters; null or empty for none.</param>
/// <param name="Email">At most <see cref="EmailLengthMax"/> characters; null or empty for none.</param>
/// <param name="BirthDate">From 1900-01-01 to today (UTC); null for none.</param>
public sealed record PersonalDetails(string? Name, string? Email, DateOnly? BirthDate)
{
    public const int NameLengthMax = 200;
    public const int EmailLengthMax = 254;

    public static PersonalDetails None { get; } = new(null, null, null);

    public static DateOnly BirthDateMin { get; } = new(1900, 1, 1);

    /// <summary>Shows nothing: personal data is in no log.</summary>
    public override string ToString() => nameof(PersonalDetails);
}
