using System.Buffers;
using System.IO.Pipelines;
using Domicile.Server.Problems;

namespace Domicile.Server.Requests;

/// <summary>The bytes of one request's body, never more than 1 MiB of them.</summary>
/// <param name="Value">All bytes; empty when there is a problem.</param>
/// <param name="Problem">Null when they were read.</param>
internal readonly record struct BodyBytes(ReadOnlyMemory<byte> Value, ProblemAnswer? Problem)
{
    public const int LengthMax = 1 << 20;

    public static async ValueTask<BodyBytes> ReadAsync(HttpContext http)
    {
        if (http.Request.ContentLength > LengthMax)
        {
            return TooLarge();
        }

        try
        {
            return await ReadAllAsync(http.Request.BodyReader, http.RequestAborted);
        }
        catch (BadHttpRequestException e)
        {
            // The web server's own limits: too slow, or a body that is not framed as HTTP says.
            return Broken(HttpProblems.OfStatus(e.StatusCode));
        }
        catch (IOException) when (!http.RequestAborted.IsCancellationRequested)
        {
            // The length of a chunk that no number holds.
            return Broken(HttpProblems.RequestInvalid);
        }
    }

    private static async ValueTask<BodyBytes> ReadAllAsync(PipeReader reader, CancellationToken cancellation)
    {
        while (true)
        {
            var result = await reader.ReadAsync(cancellation);
            if (result.Buffer.Length > LengthMax)
            {
                reader.AdvanceTo(result.Buffer.End);
                return TooLarge();
            }

            if (result.IsCompleted)
            {
                var bytes = result.Buffer.ToArray();
                reader.AdvanceTo(result.Buffer.End);
                return new(bytes, null);
            }

            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }

    private static BodyBytes Broken(ProblemType type) => new(default, new(type, type.Advice));

    private static BodyBytes TooLarge() => new(
        default, new(HttpProblems.BodyTooLarge, $"The body has more than {LengthMax} bytes; no call needs that many."));
}
