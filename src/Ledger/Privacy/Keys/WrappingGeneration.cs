namespace Domicile.Ledger.Privacy.Keys;

/// <summary>One generation of the region's key-encryption key, without the key.</summary>
/// <param name="Number">1 and up; never used again.</param>
/// <param name="Fingerprint">Of the key, as <see cref="KeyFingerprint"/> makes it: 32 hexadecimal digits.</param>
public sealed record WrappingGeneration(int Number, string Fingerprint);
