namespace Domicile.Sharding.Fencing;

/// <summary>What <c>sharding.enter_many</c> says of each item, as <c>smallint</c>.</summary>
public enum FenceVerdict : short
{
    /// <summary>The range is open and held until the transaction ends: write.</summary>
    Entered = 0,

    /// <summary>As <see cref="FenceCodes.Moved"/>.</summary>
    Moved = 1,

    /// <summary>As <see cref="FenceCodes.Busy"/>.</summary>
    Busy = 2,
}
