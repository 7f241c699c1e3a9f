using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Domicile.Sharding.Users;

namespace Domicile.Sharding.Replicas;

/// <summary>
/// What one caller has seen of a region: for each user the version of its rows. Sent with an answer and sent back with
/// the next request, it keeps a chain of reads from going back in time. Immutable. The text is for machines: its form
/// may change, and nobody but this type reads it.
/// </summary>
public sealed class Position
{
    /// <summary>A header of about 3 kB. Who sees more users has the latest of them remembered.</summary>
    public const int UsersMax = 64;

    private const int TextLengthMax = 6_000;
    private const string Form = "1";

    private readonly SeenVersion[] seen;

    private Position(string region, SeenVersion[] seen)
    {
        Region = region;
        this.seen = seen;
    }

    public string Region { get; }

    /// <summary>The users that were seen, the latest last.</summary>
    public IReadOnlyList<SeenVersion> Seen => seen;

    /// <summary>Of somebody who has seen nothing yet.</summary>
    public static Position Start(string region) => new(region, []);

    /// <summary>What was seen of a user; null when nothing was.</summary>
    public SeenVersion? Of(long userNumber)
    {
        foreach (var one in seen)
        {
            if (one.UserNumber == userNumber)
            {
                return one;
            }
        }

        return null;
    }

    /// <summary>The same after one more thing was seen.</summary>
    public Position With(SeenVersion version)
    {
        // Of an older epoch or an older version nothing new is learnt, unless it was seen on another shard.
        if (Of(version.UserNumber) is { } before && before.Shard == version.Shard
            && (before.Epoch, before.Version).CompareTo((version.Epoch, version.Version)) > 0)
        {
            return this;
        }

        var others = seen.Where(one => one.UserNumber != version.UserNumber).TakeLast(UsersMax - 1);
        return new Position(Region, [.. others, version]);
    }

    /// <summary>Reads what <see cref="ToString"/> wrote, and nothing else.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Position? position)
    {
        position = null;
        if (text.Length is 0 or > TextLengthMax || !Base64Url.IsValid(text))
        {
            return false;
        }

        var parts = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(text)).Split(' ');
        if (parts.Length < 2 || parts.Length > UsersMax + 2 || parts[0] != Form || !RegionName.IsValid(parts[1]))
        {
            return false;
        }

        var found = new List<SeenVersion>();
        foreach (var part in parts.AsSpan(2))
        {
            if (!TryParseSeen(part, out var version) || found.Exists(one => one.UserNumber == version.UserNumber))
            {
                return false;
            }

            found.Add(version);
        }

        // A number may be written in several ways; only one of them is ours.
        var parsed = new Position(parts[1], [.. found]);
        position = parsed.ToString() == text ? parsed : null;
        return position is not null;
    }

    public override string ToString()
    {
        var text = new StringBuilder(Form).Append(' ').Append(Region);
        foreach (var one in seen)
        {
            text.Append(
                CultureInfo.InvariantCulture, $" {one.Shard}.{one.Epoch}.{one.UserNumber}.{one.Version}");
        }

        return Base64Url.EncodeToString(Encoding.ASCII.GetBytes(text.ToString()));
    }

    private static bool TryParseSeen(string text, out SeenVersion version)
    {
        version = default;
        var parts = text.Split('.');
        if (parts.Length != 4
            || !RegionName.IsValid(parts[0])
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var epoch)
            || !long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var user)
            || !long.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        version = new SeenVersion(parts[0], epoch, user, number);
        return epoch >= 1 && user <= UserId.NumberMax;
    }
}
