namespace Domicile.Server.Access;

/// <summary>The words of an access token: a JWT signed by ES256 with the region's own key.</summary>
internal static class TokenClaims
{
    public const string Role = "role";
    public const string Subject = "sub";

    /// <summary>What a service may do, with spaces between; other roles have none.</summary>
    public const string Scope = "scope";

    public const string UserRole = "user";
    public const string OperatorRole = "operator";
    public const string AuditorRole = "auditor";
    public const string PrivacyOfficerRole = "privacy-officer";
    public const string ServiceRole = "service";

    /// <summary>The role as tokens write it.</summary>
    public static string WordOf(CallerRole role) => role switch
    {
        CallerRole.User => UserRole,
        CallerRole.Operator => OperatorRole,
        CallerRole.Auditor => AuditorRole,
        CallerRole.PrivacyOfficer => PrivacyOfficerRole,
        CallerRole.Service => ServiceRole,
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, null),
    };

    /// <summary>Issuer and audience of a region's tokens.</summary>
    public static string IssuerOf(string region) => IssuerPrefix + region;

    /// <summary>The region that an issuer stands for; null for another form.</summary>
    public static string? RegionOf(string issuer) =>
        issuer.StartsWith(IssuerPrefix, StringComparison.Ordinal) ? issuer[IssuerPrefix.Length..] : null;

    private const string IssuerPrefix = "domicile:";
}
