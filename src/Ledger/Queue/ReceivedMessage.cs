namespace Domicile.Ledger.Queue;

/// <summary>A message as it came this time.</summary>
/// <param name="Receipt">Names this delivery, for deleting it; worth nothing once it came again.</param>
/// <param name="ReceiveCount">1 for the first time.</param>
public sealed record ReceivedMessage(byte[] Body, string Receipt, int ReceiveCount);
