namespace Domicile.Local.Worlds;

/// <summary>The world cannot do what was asked; the message says what is wrong, where, and what to do.</summary>
public sealed class WorldException(string message, Exception? inner = null) : Exception(message, inner);
