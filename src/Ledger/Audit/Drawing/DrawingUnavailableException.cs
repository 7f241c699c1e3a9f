namespace Domicile.Ledger.Audit.Drawing;

/// <summary>This machine lacks what documents are drawn with; the message says what to install.</summary>
public sealed class DrawingUnavailableException(string message) : Exception(message);
