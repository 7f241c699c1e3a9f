using System.Globalization;
using System.Text;
using Domicile.Ledger.Privacy.Catalogue;
using Domicile.Sharding.Topology.Institutions;

namespace Domicile.Ledger.Privacy.Record;

/// <summary>Writes a record of processing as a page of Markdown.</summary>
public static class RecordMarkdown
{
    public static string Write(ProcessingRecord record)
    {
        var page = new StringBuilder();
        Line(page, "# Record of processing activities (GDPR Art. 30)");
        Line(page, "");
        Line(page, $"Made on {record.MadeOn:yyyy-MM-dd} from the catalogue of data and the topology file.");
        foreach (var region in record.Regions)
        {
            WriteRegion(page, region);
        }

        return page.ToString();
    }

    private static void WriteRegion(StringBuilder page, RegionRecord region)
    {
        Line(page, "");
        Line(page, $"## Region {region.Region}");
        WriteWho(page, region);
        foreach (var activity in region.Activities)
        {
            WriteActivity(page, activity);
        }

        WriteList(page, "### Files", region.Files);
        WriteList(page, "### Security (Art. 30(1)(g), 32(1))", region.Security);
    }

    private static void WriteWho(StringBuilder page, RegionRecord region)
    {
        var controller = region.Controller;
        Line(page, "");
        Line(page, "| | |");
        Line(page, "|---|---|");
        Row(page, "Controller", controller is null ? "**missing**" : $"{controller.Name}, {controller.Contact}");
        Row(page, "Data-protection officer", controller?.Officer ?? "**missing**");
        Row(page, "Representative", controller?.Representative ?? "**missing**");
        Row(page, "Data subjects", "users of the region; the controller's people and services");
        Row(page, "Where", string.Join(", ", region.Sites.Select(site => site.Name)));
        Row(page, "Auditing institutions", Or(region.Institutions.Select(institution =>
            institution.Profile.Count == 0
                ? institution.Name
                : $"{institution.Name} (sees {string.Join(", ", institution.Profile.Select(Word))})")));
        Row(page, "Other regions", region.OtherRegions.Count == 0 ? "none" :
            $"{string.Join(", ", region.OtherRegions)}: the two ids of a transfer between the regions, nothing else. "
            + $"By: {controller?.Safeguards ?? "**missing**"}");
        if (region.Missing.Count > 0)
        {
            WriteList(page, "The topology file does not say:", region.Missing);
        }
    }

    private static void WriteActivity(StringBuilder page, Activity activity)
    {
        Line(page, "");
        Line(page, $"### {char.ToUpperInvariant(activity.Purpose[0])}{activity.Purpose[1..]}");
        foreach (var category in activity.Categories)
        {
            Line(page, "");
            Line(page, $"**{category.Name}**: {category.Holds}");
            Line(page, "");
            Line(page, "| | |");
            Line(page, "|---|---|");
            Row(page, "Of whom", category.Subjects == DataSubject.User ? "users" : "the controller's people");
            Row(page, "Legal basis", category.Basis);
            Row(page, "Held", category.Retention);
            Row(page, "Recipients", Or(category.Recipients));
            Row(page, "When a user is erased", category.OnErasure switch
            {
                ErasureDecision.Erased => "destroyed",
                ErasureDecision.Kept => $"kept by {category.KeptBy}",
                _ => "not the user's",
            });
            Row(page, "Where", Or(category.Places.Select(Place)));
        }
    }

    private static string Word(ProfileDetail detail) => detail switch
    {
        ProfileDetail.Name => "name",
        ProfileDetail.Email => "e-mail address",
        _ => "birth date",
    };

    private static string Place(RecordedPlace place) =>
        $"{place.Database.ToString().ToLowerInvariant()} `{place.Table}` ({string.Join(", ", place.Columns)})"
        + place.Protection switch
        {
            Protection.Sealed => ", encrypted with the user's key",
            Protection.KeyedHash => ", as a keyed hash",
            Protection.Wrapped => ", wrapped",
            _ => "",
        };

    private static string Or(IEnumerable<string> items) =>
        string.Join("; ", items) is { Length: > 0 } text ? text : "none";

    private static void WriteList(StringBuilder page, string title, IReadOnlyList<string> items)
    {
        Line(page, "");
        Line(page, title);
        Line(page, "");
        foreach (var item in items)
        {
            Line(page, $"- {item}");
        }
    }

    // What the topology file says may hold anything.
    private static void Row(StringBuilder page, string name, string value) => Line(
        page, $"| {name} | {value.Replace("|", "\\|", StringComparison.Ordinal)} |");

    private static void Line(StringBuilder page, FormattableString line) =>
        page.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static void Line(StringBuilder page, string line) => page.Append(line).Append('\n');
}
