namespace Domicile.Ledger.Reconciliation.Lists;

/// <summary>A shard whose books were listed.</summary>
/// <param name="Name">Such as <c>s1</c>.</param>
/// <param name="Epoch">Its generation.</param>
/// <param name="FoldedBefore">Books may be folded before this; null when none ever was.</param>
public sealed record ListedShard(string Name, int Epoch, DateTimeOffset? FoldedBefore);
