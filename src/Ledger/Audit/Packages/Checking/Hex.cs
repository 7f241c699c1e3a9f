using System.Buffers;
using Domicile.Ledger.Audit.Packages.Merkle;

namespace Domicile.Ledger.Audit.Packages.Checking;

/// <summary>Hashes in hexadecimal.</summary>
internal static class Hex
{
    /// <summary>The hash that a text in lower case stands for; null when it stands for none.</summary>
    public static byte[]? Read(string text)
    {
        var hash = new byte[MerkleTree.HashLength];
        return text.Length == 2 * hash.Length
            && !text.Any(char.IsAsciiLetterUpper)
            && Convert.FromHexString(text, hash, out _, out _) == OperationStatus.Done
                ? hash
                : null;
    }
}
