namespace Domicile.Aws.Queue;

/// <summary>A message is longer than the queue takes; it was not sent, and nothing that came with it.</summary>
/// <param name="length">Of the message, in bytes.</param>
public sealed class MessageTooLongException(int length) : Exception(
    $"A message of {length} bytes cannot be sent: {SqsQueue.BodyBytesMax} are the most, since SQS takes 256 KiB and "
    + "the bytes travel in base64. Send what is longer to the object store, and its key by the queue.");
