using Domicile.Sharding.Topology.Privacy;

namespace Domicile.Sharding.Topology.Reading;

/// <summary>Builds what a topology file says of a region's controller and retention.</summary>
internal sealed class PrivacyReader(MistakeList mistakes)
{
    private const int TextLengthMax = 200;
    private const int YearsMax = 100;

    /// <summary>Null when the file says nothing.</summary>
    public ControllerTopology? Controller(PlacedJson? value)
    {
        if (value is null)
        {
            return null;
        }

        var fields = mistakes.Fields(value, FieldSet.Controller);
        return new ControllerTopology(Text(fields, "name") ?? "", Text(fields, "contact") ?? "")
        {
            Officer = Text(fields, "officer"),
            Representative = Text(fields, "representative"),
            Safeguards = Text(fields, "safeguards"),
        };
    }

    public RetentionTopology Retention(PlacedJson? value)
    {
        if (value is null)
        {
            return new RetentionTopology();
        }

        var fields = mistakes.Fields(value, FieldSet.Retention);
        return new RetentionTopology
        {
            Books = Years(fields, "books") ?? RetentionTopology.BooksDefault,
            Documents = Years(fields, "documents") ?? RetentionTopology.DocumentsDefault,
            AccessLog = Years(fields, "accessLog") ?? RetentionTopology.AccessLogDefault,
            Requests = Years(fields, "requests") ?? RetentionTopology.RequestsDefault,
        };
    }

    private int? Years(Dictionary<string, PlacedJson> fields, string name) =>
        (int?)mistakes.Integer(fields.GetValueOrDefault(name), 1, YearsMax);

    private string? Text(Dictionary<string, PlacedJson> fields, string name) => mistakes.Text(
        fields.GetValueOrDefault(name),
        text => text.Length is > 0 and <= TextLengthMax && !text.Any(c => c < ' '),
        $"a line of 1 to {TextLengthMax} characters");
}
