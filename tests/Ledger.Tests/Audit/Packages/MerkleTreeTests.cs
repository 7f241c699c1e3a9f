using System.Security.Cryptography;
using System.Text;
using Domicile.Ledger.Audit.Packages.Merkle;

namespace Domicile.Ledger.Tests.Audit.Packages;

public sealed class MerkleTreeTests
{
    [Fact]
    public void The_root_of_three_leaves_is_that_of_the_RFC()
    {
        var leaves = Leaves(3);
        byte[] left = SHA256.HashData([1, .. leaves[0], .. leaves[1]]);
        Assert.Equal(SHA256.HashData([1, .. left, .. leaves[2]]), MerkleTree.Root(leaves));
    }

    [Fact]
    public void Every_leaf_of_every_tree_leads_to_its_root_and_no_other_does()
    {
        for (var count = 1; count <= 40; count++)
        {
            var leaves = Leaves(count);
            var root = MerkleTree.Root(leaves);
            for (var place = 0; place < count; place++)
            {
                var path = MerkleTree.Path(leaves, place);
                Assert.Equal(root, MerkleTree.RootOf(leaves[place], (place, count), path));
                Assert.NotEqual(root, MerkleTree.RootOf(Leaves(count + 1)[^1], (place, count), path));
                if (count > 1)
                {
                    Assert.NotEqual(root, MerkleTree.RootOf(leaves[place], ((place + 1) % count, count), path));
                    Assert.NotEqual(root, MerkleTree.RootOf(leaves[place], (place, count), [.. path.Skip(1)]));
                }

                Assert.Null(MerkleTree.RootOf(leaves[place], (place, count), [.. path, root]));
            }
        }
    }

    [Fact]
    public void A_place_outside_the_tree_has_no_root()
    {
        var leaves = Leaves(2);
        Assert.Null(MerkleTree.RootOf(leaves[0], (2, 2), MerkleTree.Path(leaves, 0)));
        Assert.Null(MerkleTree.RootOf(leaves[0], (-1, 2), MerkleTree.Path(leaves, 0)));
    }

    [Fact]
    public void A_leaf_depends_on_salt_document_and_id()
    {
        byte[] salt = SHA256.HashData("salt"u8);
        byte[] hash = SHA256.HashData("document"u8);
        var leaf = MerkleTree.Leaf(salt, hash, "eu-1");

        Assert.Equal(SHA256.HashData([0, .. salt, .. hash, .. "eu-1"u8]), leaf);
        Assert.NotEqual(leaf, MerkleTree.Leaf(hash, hash, "eu-1"));
        Assert.NotEqual(leaf, MerkleTree.Leaf(salt, salt, "eu-1"));
        Assert.NotEqual(leaf, MerkleTree.Leaf(salt, hash, "eu-2"));
    }

    private static byte[][] Leaves(int count) =>
        [.. Enumerable.Range(0, count).Select(i => SHA256.HashData(Encoding.UTF8.GetBytes($"leaf {i}")))];
}
