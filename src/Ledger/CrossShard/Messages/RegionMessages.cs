using System.Text.Json;
using System.Text.Json.Serialization;

namespace Domicile.Ledger.CrossShard.Messages;

/// <summary>Writes and reads the messages between regions, as JSON.</summary>
public static class RegionMessages
{
    public const int Version = 1;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
    };

    public static byte[] Write(RegionMessage message) => JsonSerializer.SerializeToUtf8Bytes(message, Json);

    /// <exception cref="InvalidDataException">It is of no shape that this program knows.</exception>
    public static RegionMessage Read(byte[] body)
    {
        try
        {
            var message = JsonSerializer.Deserialize<RegionMessage>(body, Json)
                ?? throw new InvalidDataException("A message between regions is empty.");
            return message.Version == Version
                ? message
                : throw new InvalidDataException(
                    $"A message between regions has version {message.Version}; this program knows {Version}.");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new InvalidDataException($"A message between regions cannot be read: {e.Message}", e);
        }
    }
}
