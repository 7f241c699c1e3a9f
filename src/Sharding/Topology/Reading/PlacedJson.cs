using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Domicile.Sharding.Topology.Reading;

/// <summary>A value of a JSON text that remembers its path and its line, so that a message can name them.</summary>
internal sealed class PlacedJson
{
    private PlacedJson(string path, int line, JsonTokenType kind, string text)
    {
        (Path, Line, Kind, Text) = (path, line, kind, text);
    }

    public string Path { get; }

    public int Line { get; }

    /// <summary><c>StartObject</c> and <c>StartArray</c> stand for the whole object and array.</summary>
    public JsonTokenType Kind { get; }

    /// <summary>A string's content or a number as it is written.</summary>
    public string Text { get; }

    /// <summary>An object's fields in the order of the file; a name may stand there twice.</summary>
    public List<(string Name, PlacedJson Value)> Fields { get; } = [];

    public List<PlacedJson> Items { get; } = [];

    /// <summary>Null when the text is not JSON; then <paramref name="broken"/> says where and why.</summary>
    public static PlacedJson? Parse(byte[] utf8, out TopologyMistake? broken)
    {
        broken = null;
        try
        {
            var reader = new Utf8JsonReader(utf8);
            reader.Read();
            var root = Read(ref reader, new Lines(utf8), "$");
            reader.Read();
            return root;
        }
        catch (JsonException e)
        {
            broken = Broken((int)(e.LineNumber ?? 0) + 1, e.Message.Split(" LineNumber:")[0]);
            return null;
        }
    }

    /// <summary>What the value is, for people: <c>the number 3</c>, <c>an object</c>.</summary>
    public string Describe() => Kind switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => $"the text \"{Text}\"",
        JsonTokenType.Number => $"the number {Text}",
        JsonTokenType.Null => "null",
        _ => Text,
    };

    private static TopologyMistake Broken(int line, string reason) =>
        new("$", line, $"this is not JSON: {reason} Mend it, then check the rest.");

    private static PlacedJson Read(ref Utf8JsonReader reader, Lines lines, string path)
    {
        var line = lines.Of(reader.TokenStartIndex);
        var value = new PlacedJson(path, line, reader.TokenType, TextOf(ref reader, line));
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = StringOf(ref reader, lines.Of(reader.TokenStartIndex));
                reader.Read();
                value.Fields.Add((name, Read(ref reader, lines, $"{path}.{name}")));
            }
        }
        else if (reader.TokenType == JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                var index = value.Items.Count.ToString(CultureInfo.InvariantCulture);
                value.Items.Add(Read(ref reader, lines, $"{path}[{index}]"));
            }
        }

        return value;
    }

    private static string TextOf(ref Utf8JsonReader reader, int line) => reader.TokenType switch
    {
        JsonTokenType.String => StringOf(ref reader, line),
        JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        _ => "",
    };

    private static string StringOf(ref Utf8JsonReader reader, int line)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            // An escape such as \ud800 alone: JSON by its form, but no text.
            throw new JsonException(e.Message, null, line - 1, null, e);
        }
    }

    /// <summary>Counts lines up to a place; places come in ascending order.</summary>
    private sealed class Lines(byte[] utf8)
    {
        private long counted;
        private int line = 1;

        public int Of(long place)
        {
            for (; counted < place; counted++)
            {
                line += utf8[counted] == (byte)'\n' ? 1 : 0;
            }

            return line;
        }
    }
}
