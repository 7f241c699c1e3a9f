using Domicile.Ledger.Privacy.Keys.Proof;

namespace Domicile.Cli.Privacy.Canary;

/// <summary>What a canary's proof came to.</summary>
/// <param name="Region">Where the user was.</param>
/// <param name="User">The bare id, which stays.</param>
internal sealed record CanaryReport(string Region, string User)
{
    /// <summary>Calls of the API that used its data, right ones and wrong ones.</summary>
    public required int Calls { get; init; }

    /// <summary>Media and forms in which a planted probe was looked for.</summary>
    public required int Probes { get; init; }

    /// <summary>Those in which it was not found: the search proves nothing there.</summary>
    public required IReadOnlyList<string> ProbesMissed { get; init; }

    public required IReadOnlyList<CanaryPhase> Phases { get; init; }

    /// <summary>Before the erasure: its own key must open everything, or the trial afterwards proves nothing.</summary>
    public required KeyTrial TrialBefore { get; init; }

    /// <summary>After erasure and rotation: nothing may open anything.</summary>
    public required KeyTrial TrialAfter { get; init; }

    public required CanaryCertificate Certificate { get; init; }

    /// <summary>Bytes that were looked at in all searches.</summary>
    public long BytesRead => Phases.Sum(phase => phase.Bytes);

    /// <summary>Why it is not proven; none when it is.</summary>
    public IReadOnlyList<string> Problems =>
    [
        .. ProbesMissed.Select(medium => $"A probe was not found in {medium}: the search is blind there."),
        .. Phases.SelectMany(phase => phase.Found.Select(hit =>
            $"The {hit.Marker} stands in {hit.File}{hit.Inside} at {hit.At} as {hit.Form}, {phase.Name}.")),
        .. Phases.SelectMany(phase => phase.Unread.Select(file => $"Could not be read, {phase.Name}: {file}")),
        .. TrialBefore.Opened.Count < TrialBefore.ValueCount
            ? ["Before the erasure its own keys did not open everything."] : Array.Empty<string>(),
        .. TrialAfter.Opened.Select(what => $"After the rotation there is a key for {what}."),
        .. Certificate.Problems,
    ];

    public bool IsProven => Problems.Count == 0;
}
