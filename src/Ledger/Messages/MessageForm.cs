using System.Text.Json;

namespace Domicile.Ledger.Messages;

/// <summary>Turns messages into bytes and back.</summary>
public static class MessageForm
{
    public static byte[] Write(Message message) =>
        JsonSerializer.SerializeToUtf8Bytes(message, MessageJson.Default.Message);

    /// <exception cref="JsonException">It is of no type and version that this program knows.</exception>
    public static Message Read(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, MessageJson.Default.Message)
                ?? throw new JsonException("The message is null.");
        }
        catch (NotSupportedException e)
        {
            throw new JsonException("The message has no type that this program knows.", e);
        }
    }
}
