namespace Domicile.Ledger.Signing;

/// <summary>
/// A key that signs for a region: ECDSA on P-256 with SHA-256. A file on this machine, or a key in a key service that
/// never leaves it. Safe for use by many threads; lives as long as the process.
/// </summary>
public interface ISigningKey
{
    /// <summary>Signs some bytes.</summary>
    /// <param name="bytes">What is signed; of any length.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>The signature in DER, as RFC 3279 has it.</returns>
    /// <exception cref="ServiceUnavailableException">The key service does not answer.</exception>
    ValueTask<byte[]> SignAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation);

    /// <summary>The public half as PEM, to be given away.</summary>
    /// <exception cref="ServiceUnavailableException">The key service does not answer.</exception>
    ValueTask<string> PublicPemAsync(CancellationToken cancellation);
}
