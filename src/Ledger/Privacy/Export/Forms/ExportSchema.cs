using System.Text.Json;
using Domicile.Ledger.Privacy.Catalogue;

namespace Domicile.Ledger.Privacy.Export.Forms;

/// <summary>Writes what an export's tables and columns are, from the catalogue: why held, and until when.</summary>
internal static class ExportSchema
{
    public const int Version = 1;

    /// <summary>Members of an object that the caller has begun.</summary>
    public static void Write(Utf8JsonWriter json, ExportHead head)
    {
        json.WriteNumber("version", Version);
        json.WriteString("user", head.User.ToString());
        json.WriteString("at", head.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", null));
        json.WriteStartArray("tables");
        foreach (var table in ExportPlan.Tables)
        {
            Write(json, table);
        }

        json.WriteEndArray();
        json.WriteStartArray("categories");
        foreach (var category in DataCatalogue.Categories.Where(category => category.IsTheUsers))
        {
            Write(json, category, head.Years);
        }

        json.WriteEndArray();
    }

    /// <summary>Members of an object that the caller has begun.</summary>
    public static void Write(Utf8JsonWriter json, ExportEnd end)
    {
        json.WriteBoolean("complete", end.IsComplete);
        if (end.Problem is not null)
        {
            json.WriteString("problem", end.Problem);
        }

        json.WriteNumber("rows", end.Counts.Values.Sum());
        json.WriteStartObject("counts");
        foreach (var (name, count) in end.Counts)
        {
            json.WriteNumber(name, count);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ExportTable table)
    {
        json.WriteStartObject();
        json.WriteString("name", table.Name);
        json.WriteString("place", $"{table.Database.ToString().ToLowerInvariant()}: {table.Table}");
        json.WriteStartArray("fields");
        foreach (var column in table.Columns)
        {
            json.WriteStartObject();
            json.WriteString("name", ExportTable.FieldOf(column));
            json.WriteString("category", column.Category.Name);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("unreadable");
        foreach (var column in table.Unreadable)
        {
            json.WriteStringValue(ExportTable.FieldOf(column));
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, DataCategory category, RetentionYears years)
    {
        json.WriteStartObject();
        json.WriteString("name", category.Name);
        json.WriteString("holds", category.Holds);
        json.WriteString("purpose", category.Purpose);
        json.WriteString("basis", category.Basis.ToString());
        json.WriteString("retention", category.Retention.Say(years));
        json.WriteStartArray("recipients");
        foreach (var recipient in category.Recipients)
        {
            json.WriteStringValue(recipient);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
