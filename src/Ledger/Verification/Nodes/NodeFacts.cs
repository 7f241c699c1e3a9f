namespace Domicile.Ledger.Verification.Nodes;

/// <summary>What a server says about itself.</summary>
/// <param name="Node">Which one it should be.</param>
/// <param name="SystemIdentifier">Given to a cluster once, by initdb; a replica has its primary's.</param>
/// <param name="IsInRecovery">True for a server that follows another.</param>
/// <param name="Postmaster">Process, folder, start and port as its data folder has them.</param>
/// <param name="ReceiverStatus"><c>streaming</c> for a replica that follows; null without a receiver.</param>
/// <param name="SenderPort">The port of the server that it receives from.</param>
internal sealed record NodeFacts(
    VerifiedNode Node,
    long SystemIdentifier,
    bool IsInRecovery,
    string Postmaster,
    string? ReceiverStatus,
    int? SenderPort);
