using System.Text.Json;

namespace Domicile.Server.Requests;

/// <summary>One field of a flat JSON object as it came.</summary>
/// <param name="Kind">
/// What stands there; <see cref="JsonTokenType.None"/> for text that is not well-formed Unicode.
/// </param>
/// <param name="Text">The text of a string or a number; null for all else.</param>
internal readonly record struct BodyField(JsonTokenType Kind, string? Text)
{
    /// <summary>What stands there, in words.</summary>
    public string KindText => Kind switch
    {
        JsonTokenType.None => "a string with half a surrogate pair",
        JsonTokenType.String => "a JSON string",
        JsonTokenType.Number => "a JSON number",
        JsonTokenType.True or JsonTokenType.False => "true or false",
        JsonTokenType.Null => "null",
        JsonTokenType.StartArray => "a JSON array",
        _ => "a JSON object",
    };
}
