using System.Security.Cryptography;
using System.Text;
using Domicile.Sharding.Users;

namespace Domicile.Ledger.Privacy;

/// <summary>
/// One user's data key while it is unwrapped. Shared by those who hold it; its bytes are zeroed when the last one lets
/// go, so a key that is dropped from the cache in the middle of its use is still whole.
/// </summary>
internal sealed class UserKey : IDisposable
{
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    private readonly UserId user;
    private readonly byte[] key;
    private int holders = 1;

    /// <param name="key">32 bytes on the pinned heap, so that no copy stays behind; owned by this object.</param>
    public UserKey(UserId user, byte[] key)
    {
        this.user = user;
        this.key = key;
    }

    /// <summary>Room for a key, which the collector never moves.</summary>
    public static byte[] Allocate() => GC.AllocateArray<byte>(Seal.KeyLength, pinned: true);

    /// <summary>One holder more. Only by who holds it already.</summary>
    public UserKey Hold()
    {
        Interlocked.Increment(ref holders);
        return this;
    }

    public byte[] Close(string column, string text) => Seal.Close(key, Utf8.GetBytes(text), Place(column));

    public string Open(string column, byte[] sealedValue)
    {
        var plain = new byte[Seal.PlainLength(sealedValue)];
        Seal.Open(key, sealedValue, Place(column), plain);
        return Utf8.GetString(plain);
    }

    public void Dispose()
    {
        if (Interlocked.Decrement(ref holders) == 0)
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    // A user id has no slash, so no two places read alike.
    private string Place(string column) => $"{user}/{column}";
}
