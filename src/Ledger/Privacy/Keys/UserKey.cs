using System.Text;
using Domicile.Sharding.Users;

namespace Domicile.Ledger.Privacy.Keys;

/// <summary>One user's data key while it is unwrapped.</summary>
/// <param name="user">Whose it is.</param>
/// <param name="bytes">See <see cref="HeldKey"/>.</param>
internal sealed class UserKey(UserId user, byte[] bytes) : HeldKey(bytes)
{
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    public byte[] Close(string column, string text) => Seal.Close(Bytes, Utf8.GetBytes(text), Place(column));

    public string Open(string column, byte[] sealedValue)
    {
        var plain = new byte[Seal.PlainLength(sealedValue)];
        Seal.Open(Bytes, sealedValue, Place(column), plain);
        return Utf8.GetString(plain);
    }

    // A user id has no slash, so no two places read alike.
    private string Place(string column) => $"{user}/{column}";
}
