using System.Text.Json;

namespace Domicile.Ledger.Reconciliation.Lists;

/// <summary>Writes a list: a JSON document a line. The last line says how many sides stand before it.</summary>
internal sealed class ListWriter(TextWriter output)
{
    /// <summary>How both ends of a list write and read its lines.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    private long count;

    public Task WriteHeadAsync(ListHead head) => output.WriteLineAsync(JsonSerializer.Serialize(head, Json));

    public Task WriteAsync(ListedSide side)
    {
        count++;
        return output.WriteLineAsync(JsonSerializer.Serialize(side, Json));
    }

    /// <returns>Sides written.</returns>
    public async Task<long> EndAsync()
    {
        await output.WriteLineAsync(JsonSerializer.Serialize(new ListEnd(count), Json));
        await output.FlushAsync();
        return count;
    }

    /// <summary>The last line.</summary>
    internal sealed record ListEnd(long SideCount);
}
