namespace Domicile.Sharding.Users;

/// <summary>What the name of a region or a shard may look like.</summary>
public static class RegionName
{
    public const int LengthMax = 16;

    /// <summary>True for 1 to 16 lower-case letters and digits that begin with a letter, such as <c>eu</c>.</summary>
    public static bool IsValid(ReadOnlySpan<char> name)
    {
        if (name.Length is 0 or > LengthMax || !char.IsAsciiLetterLower(name[0]))
        {
            return false;
        }

        foreach (var c in name)
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c))
            {
                return false;
            }
        }

        return true;
    }
}
