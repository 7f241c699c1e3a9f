using System.Security.Cryptography;
using System.Text;
using Domicile.Ledger.Privacy;
using FsCheck;
using FsCheck.Fluent;

namespace Domicile.Ledger.Tests.Privacy;

public sealed class KeyedHashTests
{
    private static readonly KeyedHash Hash = new(new byte[32]);

    [Fact]
    public void The_form_never_changes_because_keys_are_kept_for_ever()
    {
        // Lengths are four bytes, highest first: "p", then "a", then null, then an empty part.
        byte[] form = [0, 0, 0, 1, (byte)'p', 0, 0, 0, 1, (byte)'a', 255, 255, 255, 255, 0, 0, 0, 0];
        Assert.Equal(HMACSHA256.HashData(new byte[32], form), Hash.Of("p", "a", null, ""));
    }

    [Fact]
    public void Two_lists_that_differ_anywhere_have_different_hashes()
    {
        byte[][] hashes =
        [
            Hash.Of("p", "a", "b"), Hash.Of("p", "ab"), Hash.Of("p", "ab", ""), Hash.Of("p", "", "ab"),
            Hash.Of("p", "ab", null), Hash.Of("pa", "b"), Hash.Of("p", "b", "a"), Hash.Of("p"),
            new KeyedHash([1, .. new byte[31]]).Of("p", "a", "b"),
        ];
        Assert.Equal(hashes.Length, hashes.Select(Convert.ToHexString).Distinct().Count());
    }

    [Fact]
    public void Long_parts_are_hashed_like_short_ones() =>
        Prop.ForAll(Gen.Choose(0, 3000).ToArbitrary(), length =>
        {
            var part = new string('ř', length);
            return Hash.Of("p", part).SequenceEqual(Hash.Of("p", part))
                && !Hash.Of("p", part).SequenceEqual(Hash.Of("p", part + "x"));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Half_a_character_is_not_mended_silently() =>
        Assert.Throws<EncoderFallbackException>(() => Hash.Of("p", new string('\uD83D', 1)));

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void A_key_has_32_bytes(int length) =>
        Assert.Throws<ArgumentException>(() => new KeyedHash(new byte[length]));
}
