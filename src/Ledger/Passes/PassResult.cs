namespace Domicile.Ledger.Passes;

/// <summary>What one run of a pass came to.</summary>
/// <param name="DoneCount">Pieces of work that are done for good.</param>
/// <param name="MoreWaiting">True when the next run has something to do already.</param>
public readonly record struct PassResult(int DoneCount, bool MoreWaiting);
