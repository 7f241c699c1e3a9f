namespace Domicile.Sharding.Replicas;

/// <summary>
/// That somebody saw what a transaction wrote, for rows that have no version: whoever shows them again must show it.
/// </summary>
/// <param name="Shard">The shard that it was committed on, such as <c>s1</c>.</param>
/// <param name="Epoch">The shard's generation then: a later one gives the same ids again.</param>
/// <param name="TransactionId">What <c>pg_current_xact_id()</c> said in the transaction.</param>
public readonly record struct SeenTransaction(string Shard, int Epoch, ulong TransactionId);
