namespace Domicile.Ledger.Privacy.Erasure.Books;

/// <summary>Documents of an erased user that the law keeps, under one key.</summary>
/// <param name="KeyId">Such as <c>documents-2036-12</c>.</param>
/// <param name="Until">The last day on which they can be opened; the key is destroyed then.</param>
/// <param name="Count">How many there were when the certificate was written.</param>
public sealed record KeptDocuments(string KeyId, DateOnly Until, long Count);
