namespace Domicile.Local.Nodes;

/// <summary>A node could not be made, started or stopped; the message says which, why, and what to do.</summary>
public sealed class NodeException(string message, Exception? inner = null) : Exception(message, inner);
