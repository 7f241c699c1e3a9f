using System.Security.Cryptography;
using System.Text;

namespace Domicile.Ledger.Audit.Packages.Merkle;

/// <summary>
/// The hash tree of RFC 6962, section 2.1, over a package's documents: a leaf is hashed with 0x00 before it and an
/// inner node with 0x01, so that neither can pass for the other, and a list is split at the largest power of two below
/// its length. Pure functions.
/// </summary>
public static class MerkleTree
{
    public const int HashLength = SHA256.HashSizeInBytes;

    /// <summary>What stands for the previous package's root in the first package of an institution.</summary>
    public static ReadOnlySpan<byte> NoRoot => new byte[HashLength];

    /// <summary>
    /// The leaf of one document: SHA-256 of 0x00, its salt, the SHA-256 of its stored ciphertext, and its id in UTF-8.
    /// Without the salt nobody can tell from it which document it stands for.
    /// </summary>
    /// <param name="salt"><see cref="HashLength"/> bytes that are known to whoever has the document alone.</param>
    /// <param name="ciphertextHash"><see cref="HashLength"/> bytes.</param>
    /// <param name="documentId">The document's id.</param>
    public static byte[] Leaf(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> ciphertextHash, string documentId)
    {
        if (salt.Length != HashLength || ciphertextHash.Length != HashLength)
        {
            throw new ArgumentException(
                $"A salt of {salt.Length} and a hash of {ciphertextHash.Length} bytes; each has {HashLength}.",
                nameof(salt));
        }

        return SHA256.HashData([0, .. salt, .. ciphertextHash, .. Encoding.UTF8.GetBytes(documentId)]);
    }

    /// <summary>The root over leaves in their order; one at least.</summary>
    public static byte[] Root(ReadOnlySpan<byte[]> leaves)
    {
        if (leaves.Length <= 1)
        {
            return leaves.Length == 1
                ? leaves[0]
                : throw new ArgumentException("There are no leaves, so there is no root.", nameof(leaves));
        }

        var split = Split(leaves.Length);
        return Node(Root(leaves[..split]), Root(leaves[split..]));
    }

    /// <summary>The hashes beside the way from one leaf up to the root, the lowest first.</summary>
    /// <param name="leaves">All leaves of the tree.</param>
    /// <param name="place">The leaf's, from 0.</param>
    public static IReadOnlyList<byte[]> Path(ReadOnlySpan<byte[]> leaves, int place)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(place);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(place, leaves.Length);
        if (leaves.Length == 1)
        {
            return [];
        }

        var split = Split(leaves.Length);
        return place < split
            ? [.. Path(leaves[..split], place), Root(leaves[split..])]
            : [.. Path(leaves[split..], place - split), Root(leaves[..split])];
    }

    /// <summary>
    /// The root that a leaf and its path give, after RFC 9162, section 2.1.3.2; null when no tree of that many leaves
    /// has such a path.
    /// </summary>
    /// <param name="leaf">The leaf's hash.</param>
    /// <param name="place">Its place in the tree, from 0, and how many leaves the tree has.</param>
    /// <param name="path">As <see cref="Path"/> gives it.</param>
    public static byte[]? RootOf(ReadOnlySpan<byte> leaf, (int Place, int Count) place, IReadOnlyList<byte[]> path)
    {
        var (node, last) = (place.Place, place.Count - 1);
        if (node < 0 || node > last)
        {
            return null;
        }

        var hash = leaf.ToArray();
        foreach (var beside in path)
        {
            if (last == 0)
            {
                return null;
            }

            if (node % 2 == 1 || node == last)
            {
                hash = Node(beside, hash);
                while (node % 2 == 0 && node != 0)
                {
                    (node, last) = (node / 2, last / 2);
                }
            }
            else
            {
                hash = Node(hash, beside);
            }

            (node, last) = (node / 2, last / 2);
        }

        return last == 0 ? hash : null;
    }

    private static byte[] Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) =>
        SHA256.HashData([1, .. left, .. right]);

    private static int Split(int count)
    {
        var split = 1;
        while (split * 2 < count)
        {
            split *= 2;
        }

        return split;
    }
}
