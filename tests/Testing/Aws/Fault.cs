namespace Domicile.Testing.Aws;

/// <summary>What a <see cref="FaultyDoor"/> does to one call instead of passing it on and back.</summary>
/// <param name="Kind">What goes wrong.</param>
public sealed record Fault(FaultKind Kind)
{
    /// <summary>For <see cref="FaultKind.Refuse"/>: the status of the answer.</summary>
    public int Status { get; init; } = 400;

    /// <summary>For <see cref="FaultKind.Refuse"/>: the answer's content.</summary>
    public string Body { get; init; } = "";

    /// <summary>For <see cref="FaultKind.Alter"/>: makes another answer of the one that came.</summary>
    public Func<string, string> Change { get; init; } = answer => answer;

    /// <summary>The connection breaks before the service hears of the call.</summary>
    public static Fault Reset { get; } = new(FaultKind.Reset);

    /// <summary>The service does it, and the connection breaks before the answer.</summary>
    public static Fault LoseAnswer { get; } = new(FaultKind.LoseAnswer);

    /// <summary>The service does it twice.</summary>
    public static Fault Repeat { get; } = new(FaultKind.Repeat);

    /// <summary>No answer comes, and the connection stays.</summary>
    public static Fault Hang { get; } = new(FaultKind.Hang);

    /// <summary>As services that speak JSON refuse.</summary>
    public static Fault Json(string code, int status = 400) =>
        new(FaultKind.Refuse) { Status = status, Body = $$"""{"__type":"{{code}}","message":"planted"}""" };

    /// <summary>As S3 refuses.</summary>
    public static Fault Xml(string code, int status) => new(FaultKind.Refuse)
    {
        Status = status,
        Body = $"""<?xml version="1.0"?><Error><Code>{code}</Code><Message>planted</Message></Error>""",
    };

    /// <summary>The service does it, and its answer comes altered.</summary>
    public static Fault Alter(Func<string, string> change) => new(FaultKind.Alter) { Change = change };
}
