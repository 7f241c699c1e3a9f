using System.Text.Json;

namespace Domicile.Costs.Offers;

/// <summary>
/// Reads a JSON document from a stream piece by piece: AWS's price lists have hundreds of megabytes. Holds the largest
/// single value that is asked for in memory, and no more.
/// </summary>
/// <param name="stream">Read to its end; not disposed of.</param>
internal sealed class JsonStream(Stream stream)
{
    private const int BufferSize = 64 * 1024;

    private byte[] buffer = new byte[BufferSize];
    private int start;
    private int end;
    private bool isWhole;
    private JsonReaderState state;

    private delegate bool Step<T>(ref Utf8JsonReader reader, out T result);

    /// <summary>Goes into the object that comes next.</summary>
    /// <exception cref="JsonException">Another value comes next.</exception>
    public void Enter()
    {
        if (Take<JsonTokenType>(ReadToken) != JsonTokenType.StartObject)
        {
            throw new JsonException("An object was expected.");
        }
    }

    /// <summary>The name of the next field of the object; null when it ends here.</summary>
    public string? NextName() => Take<string?>((ref Utf8JsonReader reader, out string? name) =>
    {
        name = null;
        if (!reader.Read())
        {
            return false;
        }

        name = reader.TokenType == JsonTokenType.PropertyName ? reader.GetString() : null;
        return true;
    });

    /// <summary>The whole value that comes next.</summary>
    public JsonElement Value() => Take<JsonElement>((ref Utf8JsonReader reader, out JsonElement value) =>
    {
        var isThere = JsonDocument.TryParseValue(ref reader, out var document);
        value = document?.RootElement.Clone() ?? default;
        document?.Dispose();
        return isThere;
    });

    /// <summary>Passes over the value that comes next, however large it is.</summary>
    public void Skip()
    {
        var depth = 0;
        do
        {
            depth += Take<JsonTokenType>(ReadToken) switch
            {
                JsonTokenType.StartObject or JsonTokenType.StartArray => 1,
                JsonTokenType.EndObject or JsonTokenType.EndArray => -1,
                _ => 0,
            };
        }
        while (depth > 0);
    }

    private static bool ReadToken(ref Utf8JsonReader reader, out JsonTokenType token)
    {
        var isThere = reader.Read();
        token = isThere ? reader.TokenType : JsonTokenType.None;
        return isThere;
    }

    // What a step read of a piece that was too short is read again, from the state before it.
    private T Take<T>(Step<T> step)
    {
        while (true)
        {
            var reader = new Utf8JsonReader(buffer.AsSpan(start, end - start), isWhole, state);
            if (step(ref reader, out var result))
            {
                start += (int)reader.BytesConsumed;
                state = reader.CurrentState;
                return result;
            }

            if (isWhole)
            {
                throw new JsonException("The file ends in the middle.");
            }

            Fill();
        }
    }

    private void Fill()
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }

        if (end == buffer.Length)
        {
            Array.Resize(ref buffer, buffer.Length * 2);
        }

        var count = stream.Read(buffer, end, buffer.Length - end);
        end += count;
        isWhole = count == 0;
    }
}
