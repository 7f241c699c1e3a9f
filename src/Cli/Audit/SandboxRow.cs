namespace Domicile.Cli.Audit;

/// <summary>One sandbox institution as it was found.</summary>
/// <param name="Mode">How it behaves.</param>
/// <param name="Packages">The ids of those that it has.</param>
/// <param name="Erasures">The ids of the notices that it has.</param>
internal sealed record SandboxRow(
    string Name, string Url, string Mode, IReadOnlyList<string> Packages, IReadOnlyList<string> Erasures);
