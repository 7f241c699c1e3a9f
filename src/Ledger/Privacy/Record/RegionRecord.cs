using Domicile.Ledger.Privacy.Catalogue;
using Domicile.Sharding.Topology;
using Domicile.Sharding.Topology.Institutions;
using Domicile.Sharding.Topology.Privacy;

namespace Domicile.Ledger.Privacy.Record;

/// <summary>What one region's record says.</summary>
/// <param name="Controller">Null when the topology file names none.</param>
/// <param name="Missing">What the law asks for and the topology file does not say.</param>
public sealed record RegionRecord(
    string Region, ControllerTopology? Controller, IReadOnlyList<string> Missing, IReadOnlyList<Activity> Activities)
{
    public required IReadOnlyList<SiteTopology> Sites { get; init; }

    public required IReadOnlyList<InstitutionTopology> Institutions { get; init; }

    /// <summary>Regions that ids go to when a transfer does.</summary>
    public required IReadOnlyList<string> OtherRegions { get; init; }

    /// <summary>What is held in files and not in a database, each a sentence.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>Measures of Art. 32(1), each a sentence.</summary>
    public IReadOnlyList<string> Security { get; } = SecurityMeasures.All;

    internal static RegionRecord Of(
        RegionTopology region, WorldTopology world, IReadOnlyCollection<CatalogueTable> tables)
    {
        List<string> others = [.. world.Regions.Select(other => other.Name).Where(name => name != region.Name)];
        return new RegionRecord(
            region.Name,
            region.Controller,
            [.. WhatIsMissing(region.Controller, others.Count > 0)],
            Activity.Of(RetentionYears.Of(region.Retention), tables))
        {
            Sites = region.Sites,
            Institutions = region.Institutions,
            OtherRegions = others,
            Files = [.. FilesOf(region)],
        };
    }

    private static IEnumerable<string> FilesOf(RegionTopology region)
    {
        yield return "Object store: the document of each user's side of a transfer, and packages of them for the "
            + "institutions, encrypted with a key that ends with the month in which the documents do: "
            + $"{region.Retention.Documents} years after the end of the year of the booking.";
        yield return "Backups of shards, register and keys: what the databases held, kept for "
            + $"{region.Periods.BackupDays} days.";
        yield return "Wrapping keys: no personal data, but what opens the users' keys; each is destroyed when it is "
            + $"rotated, at least every {region.Periods.RotationDays} days.";
        yield return "Logs of nodes and servers: no personal data but bare ids.";
    }

    private static IEnumerable<string> WhatIsMissing(ControllerTopology? controller, bool hasOthers)
    {
        if (controller is null)
        {
            yield return "the controller's name and contact (controller.name, controller.contact)";
        }

        if (controller?.Officer is null)
        {
            yield return "the data-protection officer, or that there need be none (controller.officer)";
        }

        if (controller?.Representative is null)
        {
            yield return "the representative, of a controller outside the Union (controller.representative)";
        }

        if (hasOthers && controller?.Safeguards is null)
        {
            yield return "by what ids may go to the other regions, Art. 44 to 49 (controller.safeguards)";
        }
    }
}
