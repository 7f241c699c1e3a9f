namespace Domicile.Aws.Keys;

/// <summary>A generation as one site has it.</summary>
/// <param name="Arn">Its name in that site.</param>
/// <param name="Fingerprint">The same in every site.</param>
internal sealed record KmsKey(string Arn, string Fingerprint);
