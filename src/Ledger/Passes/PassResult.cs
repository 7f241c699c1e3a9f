namespace Domicile.Ledger.Passes;

/// <summary>What one run of a pass came to.</summary>
/// <param name="DoneCount">Pieces of work that are done for good.</param>
/// <param name="MoreWaiting">True when the next run has something to do already.</param>
public readonly record struct PassResult(int DoneCount, bool MoreWaiting)
{
    /// <summary>True when work is there that cannot be done yet: look again soon.</summary>
    public bool IsHeldBack { get; init; }

    /// <summary>What holds it back, for an operator; null when nothing does, or not for long yet.</summary>
    public string? HeldBackBy { get; init; }
}
