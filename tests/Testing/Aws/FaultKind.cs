namespace Domicile.Testing.Aws;

/// <summary>What may go wrong between a caller and a service.</summary>
public enum FaultKind
{
    /// <summary>An answer of the door's own; the service hears nothing.</summary>
    Refuse,

    /// <summary>The connection breaks before the service hears of the call.</summary>
    Reset,

    /// <summary>The service does it, and the connection breaks before the answer.</summary>
    LoseAnswer,

    /// <summary>The service does it twice.</summary>
    Repeat,

    /// <summary>No answer comes.</summary>
    Hang,

    /// <summary>The answer comes altered.</summary>
    Alter,
}
