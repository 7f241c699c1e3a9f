using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Domicile.Server.Hosting;

/// <summary>Writes an instant in UTC as RFC 3339 with a Z and the microseconds it has, 1996-07-28T00:00:00Z.</summary>
internal sealed class InstantConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(
            value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture));
}
