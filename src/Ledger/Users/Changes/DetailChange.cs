namespace Domicile.Ledger.Users.Changes;

/// <summary>A correction of personal details: what is flagged is replaced; null takes it away.</summary>
/// <param name="Details">The new values; those without their flag count for nothing.</param>
public sealed record DetailChange(PersonalDetails Details, bool HasName, bool HasEmail, bool HasBirthDate);
