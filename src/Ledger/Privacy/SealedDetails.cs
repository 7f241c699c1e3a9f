namespace Domicile.Ledger.Privacy;

/// <summary>A user's personal details as the shard keeps them; null for what the user did not give.</summary>
internal sealed record SealedDetails(byte[]? Name, byte[]? Email, byte[]? BirthDate)
{
    public bool IsEmpty => Name is null && Email is null && BirthDate is null;
}
