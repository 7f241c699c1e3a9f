using System.Security.Cryptography;
using System.Text;
using Domicile.Ledger.Objects;
using Domicile.Ledger.Privacy.Keys.Documents;

namespace Domicile.Ledger.Audit.Documents;

/// <summary>Where documents stand in the object store: by the month in which their time ends.</summary>
internal static class DocumentPlace
{
    /// <summary>The object of a document. Two digits of a hash keep folders small.</summary>
    public static ObjectKey Of(DocumentId id, DateOnly retainUntil)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(id.ToString())).AsSpan(0, 1));
        return new ObjectKey($"{PrefixOf(KeyIdOf(retainUntil))}{hash}/{id}");
    }

    /// <summary>What the objects of all documents under one key begin with.</summary>
    /// <param name="keyId">Such as <c>documents-2036-12</c>.</param>
    public static string PrefixOf(string keyId) => $"documents/{keyId["documents-".Length..]}/";

    public static string KeyIdOf(DateOnly retainUntil) => DocumentKeys.KeyIdOf(retainUntil);

    /// <summary>When a document that can be read until a day may be deleted: when its key is destroyed.</summary>
    public static DateTimeOffset DeletableFrom(DateOnly retainUntil) =>
        new(DocumentKeys.LastDayOf(retainUntil).AddDays(1), TimeOnly.MinValue, TimeSpan.Zero);
}
