using System.Security.Cryptography;

namespace Domicile.Ledger.Privacy.Keys;

/// <summary>
/// A key while it is unwrapped. Shared by those who hold it; its bytes are zeroed when the last one lets go, so a key
/// that is dropped from a cache in the middle of its use is still whole.
/// </summary>
/// <param name="bytes">32 bytes on the pinned heap, so that no copy stays behind; owned by this object.</param>
public abstract class HeldKey(byte[] bytes) : IDisposable
{
    private int holders = 1;

    /// <summary>The key. Only while it is held.</summary>
    public ReadOnlySpan<byte> Bytes => bytes;

    /// <summary>Room for a key, which the collector never moves.</summary>
    public static byte[] Allocate() => GC.AllocateArray<byte>(Seal.KeyLength, pinned: true);

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>One holder more. Only by who holds it already.</summary>
    internal void Hold() => Interlocked.Increment(ref holders);

    protected virtual void Dispose(bool isDisposing)
    {
        if (isDisposing && Interlocked.Decrement(ref holders) == 0)
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }
}
