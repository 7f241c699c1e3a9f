using System.Globalization;
using System.Text.Json;
using Domicile.Server.Hosting;
using Domicile.Server.Problems;

namespace Domicile.Server.Requests;

/// <summary>
/// The fields of one body while it is read. Whoever asks for a field makes it a known one; what nobody asked for is
/// unknown and refused. Notes the first mistake and goes on with harmless values.
/// </summary>
internal sealed class BodyFields(IReadOnlyDictionary<string, BodyField> fields)
{
    private readonly List<string> known = [];
    private ProblemAnswer? mistake;

    /// <summary>
    /// The problem of this body once it was read; a misspelt name goes before the field that it left missing.
    /// </summary>
    public ProblemAnswer? Problem => Unknown() ?? mistake;

    /// <summary>True when the field is there, null too.</summary>
    public bool Has(string name) => fields.ContainsKey(name);

    /// <summary>Refuses a body in which nothing is wrong but that too little stands in it.</summary>
    public void Miss(string detail) => mistake ??= new(HttpProblems.FieldMissing, detail);

    /// <summary>A text that may be missing or null.</summary>
    public string? Text(string name)
    {
        var field = Find(name);
        if (field is null or { Kind: JsonTokenType.Null or JsonTokenType.String })
        {
            return field?.Text;
        }

        return Refuse<string>(name, $"'{name}' is a JSON string; this is {field.Value.KindText}.");
    }

    /// <summary>A text that must be there.</summary>
    /// <param name="name">The field.</param>
    /// <param name="example">What it may look like, for whoever left it out.</param>
    public string NeededText(string name, string example)
    {
        var field = Find(name);
        return field switch
        {
            null => Missing<string>(name, $"\"{example}\""),
            { Kind: JsonTokenType.String } => field.Value.Text!,
            _ => Refuse<string>(
                name, $"'{name}' is a JSON string such as \"{example}\"; this is {field.Value.KindText}."),
        } ?? "";
    }

    /// <summary>Money as decimal text. A JSON number is refused with the reason.</summary>
    public string NeededAmount(string name)
    {
        const string Example = "12.34";
        if (Find(name) is not { Kind: JsonTokenType.Number or JsonTokenType.String } field)
        {
            return NeededText(name, Example);
        }

        if (field.Kind == JsonTokenType.Number)
        {
            mistake ??= new(
                ProblemCatalogue.Of(Ledger.RefusalCode.AmountInvalid),
                $"'{name}' is a JSON string such as \"{Example}\", not a number: JSON numbers lose digits above 2^53.",
                name);
        }

        return field.Text!;
    }

    /// <summary>A whole number of 32 bits that must be there.</summary>
    public int NeededNumber(string name)
    {
        if (Find(name) is not { } field)
        {
            return Missing<int>(name, "2");
        }

        return field.Kind == JsonTokenType.Number
            && int.TryParse(field.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                ? number
                : Refuse<int>(name, $"'{name}' is a whole number such as 2; this is {ShownNumber(field)}.");
    }

    /// <summary>A calendar day, 1970-12-13, that may be missing or null.</summary>
    public DateOnly? Day(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        return DateOnly.TryParseExact(
            text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : Refuse<DateOnly?>(name, $"'{name}' is a day of the calendar such as 1970-12-13.");
    }

    /// <summary>An instant with its offset, 1996-07-28T00:00:00Z, that may be missing or null.</summary>
    public DateTimeOffset? Instant(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        return InstantText.TryRead(text, out var instant)
            ? instant
            : Refuse<DateTimeOffset?>(name, $"'{name}' is a time such as 1996-07-28T00:00:00Z, with Z or an offset.");
    }

    private BodyField? Find(string name)
    {
        known.Add(name);
        return fields.TryGetValue(name, out var field) ? field : null;
    }

    private ProblemAnswer? Unknown()
    {
        if (fields.Keys.FirstOrDefault(name => !known.Contains(name)) is not { } unknown)
        {
            return null;
        }

        var shown = Shown.Text(unknown);
        return new(
            HttpProblems.FieldUnknown, $"The body has no field '{shown}'; it has {string.Join(", ", known)}.", shown);
    }

    private T? Missing<T>(string name, string example)
    {
        mistake ??= new(HttpProblems.FieldMissing, $"'{name}' is missing; it looks like {example}.", name);
        return default;
    }

    private T? Refuse<T>(string name, string detail)
    {
        mistake ??= new(HttpProblems.FieldInvalid, detail, name);
        return default;
    }

    private static string ShownNumber(BodyField field) =>
        field.Kind == JsonTokenType.Number ? Shown.Text(field.Text!) : field.KindText;
}
