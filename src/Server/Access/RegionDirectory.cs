using Domicile.Server.Problems;
using Domicile.Sharding.Users;

namespace Domicile.Server.Access;

/// <summary>Which region this is and where the others' servers are: all that it knows of them.</summary>
internal sealed class RegionDirectory(string region, IReadOnlyDictionary<string, string> others)
{
    /// <summary>This server's own region.</summary>
    public string Region { get; } = region;

    /// <summary>
    /// Refuses a user of another region, with that region's address and nothing about the user; null for one of this
    /// region. A user of a region that nobody knows does not exist.
    /// </summary>
    /// <param name="user">The user asked for.</param>
    /// <param name="parameter">Where the id stood in the request.</param>
    public ProblemAnswer? Residency(UserId user, string parameter)
    {
        if (user.Region == Region)
        {
            return null;
        }

        return Find(user.Region) is { } other
            ? new ProblemAnswer(
                ProblemCatalogue.Of(Ledger.RefusalCode.OtherRegion),
                $"This is region {Region}; ids that begin with {other.Name}- belong to {other.Name}. "
                + $"Send the request to {other.Address}, with a token of that region.",
                parameter)
            { Elsewhere = other }
            : new ProblemAnswer(
                ProblemCatalogue.Of(Ledger.RefusalCode.UserUnknown),
                $"There is no region {user.Region}. User ids of this region begin with {Region}-.",
                parameter);
    }

    /// <summary>Null when no region has this name, or it is this one.</summary>
    public OtherRegion? Find(string name) =>
        others.TryGetValue(name, out var address) ? new OtherRegion(name, address) : null;
}
