namespace Domicile.Local.Institutions;

/// <summary>The names of the modes, as commands and the sandbox's own address take them.</summary>
public static class SandboxModes
{
    private static readonly Dictionary<string, SandboxMode> ByName = new(StringComparer.Ordinal)
    {
        ["ok"] = SandboxMode.Ok,
        ["refuse"] = SandboxMode.Refuse,
        ["timeout"] = SandboxMode.Timeout,
        ["lose-receipt"] = SandboxMode.LoseReceipt,
        ["answer-twice"] = SandboxMode.AnswerTwice,
        ["wrong-receipt"] = SandboxMode.WrongReceipt,
    };

    public static IReadOnlyList<string> Names { get; } = [.. ByName.Keys];

    public static bool TryParse(string name, out SandboxMode mode) => ByName.TryGetValue(name, out mode);

    public static string NameOf(SandboxMode mode) => ByName.Single(pair => pair.Value == mode).Key;
}
