namespace Domicile.Server.Books;

/// <summary>How a node of the region was found when it was last looked at.</summary>
internal enum NodeCondition
{
    /// <summary>It was not reached since this server started, so its schema is not known.</summary>
    NotSeen,

    /// <summary>It answers and has the schema that this program knows.</summary>
    Answers,

    /// <summary>It does not answer now; its schema was known before.</summary>
    Silent,

    /// <summary>It answers, but its schema is not the one that this program knows. It is not served.</summary>
    SchemaUnknown,

    /// <summary>It does not agree with the erasure register, as after a restore. It is not served.</summary>
    Behind,
}
