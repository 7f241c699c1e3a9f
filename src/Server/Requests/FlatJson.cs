using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Domicile.Server.Hosting;
using Domicile.Server.Problems;

namespace Domicile.Server.Requests;

/// <summary>
/// Reads one JSON object whose fields have no fields of their own, which is what all bodies of this API are. Stricter
/// than JSON: no double names, no comments, no trailing commas, nothing after the object, UTF-8 only.
/// </summary>
internal static class FlatJson
{
    private const int DepthMax = 16;

    /// <summary>Fills <paramref name="fields"/>; answers the problem if it cannot.</summary>
    public static ProblemAnswer? Read(ReadOnlySpan<byte> utf8, Dictionary<string, BodyField> fields)
    {
        if (!Utf8.IsValid(utf8))
        {
            return new(HttpProblems.BodyInvalid, "The body is not UTF-8.");
        }

        try
        {
            return ReadObject(utf8, fields);
        }
        catch (JsonException e)
        {
            return new(
                HttpProblems.BodyInvalid,
                $"The body is not JSON: broken in line {e.LineNumber + 1}, at byte {e.BytePositionInLine + 1}, "
                + $"or deeper than {DepthMax} levels. Send one JSON object.");
        }
    }

    private static ProblemAnswer? ReadObject(ReadOnlySpan<byte> utf8, Dictionary<string, BodyField> fields)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = DepthMax });
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return new(
                HttpProblems.BodyInvalid,
                $"The body is {new BodyField(reader.TokenType, null).KindText} where one JSON object is expected.");
        }

        ProblemAnswer? problem = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = Text(ref reader);
            reader.Read();
            var field = Field(ref reader);
            if (name is null)
            {
                problem ??= new(HttpProblems.FieldUnknown, "A field's name has half a surrogate pair.");
            }
            else if (!fields.TryAdd(name, field))
            {
                problem ??= new(
                    HttpProblems.FieldInvalid, $"'{Shown.Text(name)}' stands twice in the body.", Shown.Text(name));
            }
        }

        // What follows the object is broken JSON; the reader says so.
        reader.Read();
        return problem;
    }

    private static BodyField Field(ref Utf8JsonReader reader)
    {
        var kind = reader.TokenType;
        switch (kind)
        {
            case JsonTokenType.String:
                var text = Text(ref reader);
                return new BodyField(text is null ? JsonTokenType.None : kind, text);
            case JsonTokenType.Number:
                return new BodyField(kind, Encoding.UTF8.GetString(reader.ValueSpan));
            default:
                reader.Skip();
                return new BodyField(kind, null);
        }
    }

    // The reader has no way to ask: text that escapes half a surrogate pair throws.
    private static string? Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
