namespace Domicile.Ledger.Privacy.Keys.Rotation;

/// <summary>A rotation was not done, or stopped before it destroyed anything. The message says what to do.</summary>
public sealed class RotationException(string message, Exception? inner = null) : Exception(message, inner);
