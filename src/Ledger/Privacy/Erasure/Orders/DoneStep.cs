namespace Domicile.Ledger.Privacy.Erasure.Orders;

/// <summary>A step of an erasure that is done.</summary>
/// <param name="Step">One of <c>closed, paid-out, documents, registered, key, columns, register, notices</c>.</param>
/// <param name="Place">The node, such as <c>eu/s1</c>.</param>
/// <param name="DoneAt">UTC.</param>
public sealed record DoneStep(string Step, string Place, DateTimeOffset DoneAt);
