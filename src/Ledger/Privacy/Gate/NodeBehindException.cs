using Npgsql;

namespace Domicile.Ledger.Privacy.Gate;

/// <summary>
/// A node does not agree with the erasure register and is not served until it does. To whoever asks for a connection it
/// is a node that does not answer now: nothing was written.
/// </summary>
public sealed class NodeBehindException(string message) : NpgsqlException(message);
