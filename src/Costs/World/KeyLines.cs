using Domicile.Costs.Load;
using Domicile.Sharding.Topology;
using Domicile.Sharding.Topology.Institutions;

namespace Domicile.Costs.World;

/// <summary>Keys, what they are asked for, and secrets.</summary>
internal static class KeyLines
{
    /// <summary>
    /// Keys of a site: its own for data, and the users', the signing and the audit key, or replicas of them.
    /// </summary>
    public const int KeysOfSite = 4;

    /// <summary>Secrets of a node in each site: what sets it up, server, workers, migrations.</summary>
    public const int SecretsOfNode = 4;

    /// <summary>Secrets of the central database, which has no workers.</summary>
    public const int CentralSecrets = 3;

    private const decimal MinutesOfMonth = 60m * Workload.HoursOfMonth;
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
        bill.Add(Group, centre, ("secretsmanager", "secret", $"{CentralSecrets} secrets"), CentralSecrets);
    }

    // A server keeps a user's key for five seconds: at the least no request asks for one twice, at the most each does.
    private static void WriteSite(BillWriter bill, RegionTopology region, SiteTopology site)
    {
        var place = Place.Of(region, site);

        // One more is the key of keyed look-ups.
        var secrets = ((region.Shards.Count + 2) * SecretsOfNode) + 1;
        bill.Add(Group, place, ("kms", "key", $"{KeysOfSite} keys"), KeysOfSite);
        bill.Add(
            Group,
            place,
            ("kms", "request", "users' keys unwrapped"),
            (bill.Workload.WritesOfMonth * bill.SiteShare, bill.Workload.RequestsOfMonth * bill.SiteShare));
        bill.Add(Group, place, ("secretsmanager", "secret", $"{secrets} secrets"), secrets);
        if (site.Role == SiteRole.Writer)
        {
            var packages = region.Institutions.Select(institution => Packages(bill, region, institution)).ToList();
            bill.Add(
                Group,
                place,
                ("kms", "signature", "signatures of packages for institutions"),
                (packages.Sum(package => package.Least), packages.Sum(package => package.Most)));
        }
    }

    // A package is made when it has so many documents, or after so many minutes if it has any.
    private static (decimal Least, decimal Most) Packages(
        BillWriter bill, RegionTopology region, InstitutionTopology institution)
    {
        var documents = bill.Workload.WritesOfMonth * bill.ShareOf(region);
        var full = documents / institution.EveryDocuments;
        var turns = MinutesOfMonth / institution.EveryMinutes;
        return (full, Math.Min(documents, full + turns));
    }
}
