using Domicile.Sharding.Topology;

namespace Domicile.Costs.World;

/// <summary>Keys, what they are asked for, and secrets.</summary>
internal static class KeyLines
{
    /// <summary>Keys of a writer site: users', data, signing, audit.</summary>
    public const int KeysOfWriterSite = 4;

    /// <summary>Keys of a reader site: a replica of the users', and data.</summary>
    public const int KeysOfReaderSite = 2;

    /// <summary>Secrets of a node in each site: its owner's, and one each for server, workers and migrations.</summary>
    public const int SecretsOfNode = 4;

    private const string Group = "keys and secrets";

    public static void Write(BillWriter bill)
    {
        foreach (var region in bill.World.Regions)
        {
            foreach (var site in region.Sites)
            {
                WriteSite(bill, region, site);
            }
        }

        var centre = Place.Centre(bill.World);
        bill.Add(Group, centre, ("kms", "key", "1 key"), 1m);
        bill.Add(Group, centre, ("secretsmanager", "secret", $"{SecretsOfNode} secrets"), SecretsOfNode);
    }

    // A server keeps a user's key for five seconds: at the least no request asks for one twice, at the most each does.
    private static void WriteSite(BillWriter bill, RegionTopology region, SiteTopology site)
    {
        var place = Place.Of(region, site);
        var keys = site.Role == SiteRole.Writer ? KeysOfWriterSite : KeysOfReaderSite;
        var secrets = (region.Shards.Count + 2) * SecretsOfNode;
        bill.Add(Group, place, ("kms", "key", $"{keys} keys"), keys);
        bill.Add(
            Group,
            place,
            ("kms", "request", "users' keys unwrapped"),
            (bill.Workload.WritesOfMonth * bill.SiteShare, bill.Workload.RequestsOfMonth * bill.SiteShare));
        bill.Add(Group, place, ("secretsmanager", "secret", $"{secrets} secrets"), secrets);
    }
}
