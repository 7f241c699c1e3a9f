namespace Domicile.Ledger.Privacy.Keys.Documents;

/// <summary>
/// The key of all documents whose time ends in one month, while it is unwrapped; dispose it after use.
/// </summary>
/// <param name="keyId">Such as <c>documents-2036-12</c>.</param>
/// <param name="endsOn">The last day of the month; the key is destroyed after it.</param>
/// <param name="bytes">See <see cref="HeldKey"/>.</param>
internal sealed class DocumentKey(string keyId, DateOnly endsOn, byte[] bytes) : HeldKey(bytes)
{
    public string KeyId { get; } = keyId;

    public DateOnly EndsOn { get; } = endsOn;
}
