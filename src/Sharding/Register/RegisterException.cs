namespace Domicile.Sharding.Register;

/// <summary>A register, or a shard, broke a promise; the message says which, and what to do.</summary>
public sealed class RegisterException(string message, Exception? inner = null) : Exception(message, inner);
