namespace Domicile.Server.Access;

/// <summary>What a token's holder is to the region; the words stand in <see cref="TokenClaims"/>.</summary>
internal enum CallerRole
{
    /// <summary>One of the region's users, for the own book.</summary>
    User,

    /// <summary>Runs the region.</summary>
    Operator,

    /// <summary>Looks at documents and their proofs, changes nothing.</summary>
    Auditor,

    /// <summary>Answers for personal data: sees it, frees it, has it erased.</summary>
    PrivacyOfficer,

    /// <summary>A program that works for the region, for what its scopes name.</summary>
    Service,
}
