namespace Domicile.Local.Nodes;

/// <summary>What a replica needs to follow its primary.</summary>
/// <param name="Port">The primary's port on 127.0.0.1.</param>
/// <param name="Slot">
/// The replica's own slot at the primary, such as <c>r1</c>: the primary keeps what it has not had.
/// </param>
/// <param name="Password">That of <see cref="NodeRoles.Replication"/> at the primary.</param>
public sealed record ReplicaSource(int Port, string Slot, string Password)
{
    /// <summary>Never shows the password.</summary>
    public override string ToString() => $"127.0.0.1:{Port}, slot {Slot}";
}
