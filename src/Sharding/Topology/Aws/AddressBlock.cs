using System.Globalization;
using System.Net;

namespace Domicile.Sharding.Topology.Aws;

/// <summary>A block of IPv4 addresses in the notation of RFC 4632, such as <c>10.0.0.0/16</c>.</summary>
/// <param name="First">The first address as a number in network order; a multiple of the block's size.</param>
/// <param name="Prefix">Bits that all of its addresses share, 0 to 32.</param>
public readonly record struct AddressBlock(uint First, int Prefix)
{
    private const int Bits = 32;

    /// <summary>Addresses in the block.</summary>
    public long Size => 1L << (Bits - Prefix);

    /// <summary>The last address as a number.</summary>
    public uint Last => (uint)(First + Size - 1);

    /// <summary>False for what is no block, and for a block whose first address has bits behind the prefix.</summary>
    public static bool TryParse(string text, out AddressBlock block)
    {
        block = default;
        var parts = text.Split('/');
        if (parts.Length != 2
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var prefix)
            || prefix > Bits
            || !IPAddress.TryParse(parts[0], out var address)
            || address.AddressFamily != System.Net.Sockets.AddressFamily.InterNetwork
            || address.ToString() != parts[0])
        {
            return false;
        }

        var bytes = address.GetAddressBytes();
        block = new AddressBlock(
            ((uint)bytes[0] << 24) | ((uint)bytes[1] << 16) | ((uint)bytes[2] << 8) | bytes[3], prefix);
        return block.First % block.Size == 0;
    }

    public bool Overlaps(AddressBlock other) => First <= other.Last && other.First <= Last;

    public bool Contains(AddressBlock other) => First <= other.First && other.Last <= Last;

    /// <summary>The block of so many bits at a place in this one.</summary>
    /// <param name="prefix">At least as long as this block's.</param>
    /// <param name="index">0 is the first.</param>
    /// <exception cref="ArgumentOutOfRangeException">The block has no such place.</exception>
    public AddressBlock Part(int prefix, int index)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(prefix, Prefix);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(prefix, Bits);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, 1L << (prefix - Prefix));
        return new AddressBlock((uint)(First + ((long)index << (Bits - prefix))), prefix);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{First >> 24}.{(First >> 16) & 255}.{(First >> 8) & 255}.{First & 255}/{Prefix}");
}
