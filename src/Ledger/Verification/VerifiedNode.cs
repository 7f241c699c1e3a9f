using Domicile.Sharding.Topology;

namespace Domicile.Ledger.Verification;

/// <summary>One node to be verified.</summary>
/// <param name="Name">
/// <c>central</c>, <c>eu/register</c>, <c>eu/s1</c> or, for a replica of eu/s1, <c>eu/s1/r1</c>.
/// </param>
/// <param name="Role">What it should be.</param>
/// <param name="Owner">Its database as the role that owns the schemas; only read.</param>
/// <param name="Admin">
/// The same as the administrator, who may ask a server about itself; null where nobody may, as in a cloud.
/// </param>
public sealed record VerifiedNode(string Name, VerifiedRole Role, NodeAddress Owner, NodeAddress? Admin)
{
    /// <summary>The region; the whole name for the central node.</summary>
    public string Region => Name.Split('/')[0];

    /// <summary>The name within the region, such as <c>s1</c>.</summary>
    public string ShortName => Name[(Name.IndexOf('/') + 1)..];

    /// <summary>For a replica, the name of the node that it follows.</summary>
    public string Primary => Name[..Name.LastIndexOf('/')];
}
