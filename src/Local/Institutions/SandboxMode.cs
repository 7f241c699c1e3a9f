namespace Domicile.Local.Institutions;

/// <summary>How a sandbox institution behaves when something is sent to it.</summary>
public enum SandboxMode
{
    /// <summary>Stores it and answers with a receipt.</summary>
    Ok,

    /// <summary>Stores nothing and refuses.</summary>
    Refuse,

    /// <summary>Stores nothing and never answers.</summary>
    Timeout,

    /// <summary>Stores it and closes the connection without an answer.</summary>
    LoseReceipt,

    /// <summary>Stores it and answers twice on the same connection.</summary>
    AnswerTwice,

    /// <summary>Stores it and answers with a receipt, well signed, for something else.</summary>
    WrongReceipt,
}
