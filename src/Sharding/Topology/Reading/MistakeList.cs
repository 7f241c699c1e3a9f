using System.Globalization;
using System.Text.Json;

namespace Domicile.Sharding.Topology.Reading;

/// <summary>Takes typed values out of JSON and collects what is wrong with them. Lives for one reading.</summary>
internal sealed class MistakeList
{
    private readonly List<TopologyMistake> mistakes = [];

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<TopologyMistake> InOrder => [.. mistakes.OrderBy(mistake => mistake.Line)];

    public int Count => mistakes.Count;

    public void Add(PlacedJson place, string message) =>
        mistakes.Add(new TopologyMistake(place.Path, place.Line, message));

    /// <summary>The fields of an object by name; those that are missing, unknown or double are mistakes.</summary>
    public Dictionary<string, PlacedJson> Fields(PlacedJson value, FieldSet set)
    {
        var fields = new Dictionary<string, PlacedJson>(StringComparer.Ordinal);
        if (value.Kind != JsonTokenType.StartObject)
        {
            Add(value, $"{set.What} is an object with {Words(set.Named)}, not {value.Describe()}.");
            return fields;
        }

        foreach (var (name, field) in value.Fields)
        {
            if (!set.All.Contains(name, StringComparer.Ordinal))
            {
                var guess = Spelling.Nearest(name, set.All);
                Add(field, $"{set.What} has no field \"{name}\""
                    + (guess is null ? $"; it has {Words(set.All)}." : $". Did you mean \"{guess}\"?"));
            }
            else if (!fields.TryAdd(name, field))
            {
                Add(field, $"\"{name}\" stands here twice, the first time in line {fields[name].Line}. Keep one.");
            }
        }

        foreach (var name in set.Required.Where(name => !fields.ContainsKey(name)))
        {
            Add(value, $"{set.What} needs the field \"{name}\".");
        }

        return fields;
    }

    /// <summary>The items of an array; null when it is missing, which is a mistake already.</summary>
    public List<PlacedJson>? Items(PlacedJson? value, string what)
    {
        if (value is not null && value.Kind != JsonTokenType.StartArray)
        {
            Add(value, $"this is an array of {what}, not {value.Describe()}. Put it in brackets: [ … ].");
            return null;
        }

        return value?.Items;
    }

    /// <summary>A text that <paramref name="isValid"/> accepts; null when it is missing or wrong.</summary>
    public string? Text(PlacedJson? value, Func<string, bool> isValid, string what)
    {
        if (value is null)
        {
            return null;
        }

        if (value.Kind == JsonTokenType.String && isValid(value.Text))
        {
            return value.Text;
        }

        Add(value, $"{value.Describe()} is not {what}.");
        return null;
    }

    /// <summary>A whole number within bounds; null when it is missing or wrong.</summary>
    public long? Integer(PlacedJson? value, long first, long last)
    {
        if (value is null)
        {
            return null;
        }

        if (value.Kind == JsonTokenType.Number
            && decimal.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number >= first && number <= last && decimal.IsInteger(number))
        {
            return (long)number;
        }

        Add(value, first == last
            ? $"{value.Describe()} is not {first}, the one that this program reads."
            : $"{value.Describe()} is not a whole number from {first} to {last}.");
        return null;
    }

    private static string Words(IEnumerable<string> names) =>
        string.Join(", ", names.Select(name => $"\"{name}\""));
}
