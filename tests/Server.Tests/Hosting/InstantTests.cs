using System.Text.Json;
using Domicile.Server.Hosting;

namespace Domicile.Server.Tests.Hosting;

public sealed class InstantTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, "2026-11-22T12:00:00Z")]
    [InlineData(1, "2026-11-22T12:00:00.000001Z")]
    [InlineData(936_198, "2026-11-22T12:00:00.936198Z")]
    [InlineData(999_999, "2026-11-22T12:00:00.999999Z")]
    public void Microseconds_come_back_as_they_went(int microseconds, string text)
    {
        var instant = Noon.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
        var json = JsonSerializer.Serialize(instant, ApiJson.Options);
        Assert.Equal($"\"{text}\"", json);
        Assert.Equal(instant, JsonSerializer.Deserialize<DateTimeOffset>(json, ApiJson.Options));
    }

    [Fact]
    public void A_time_of_another_zone_is_written_as_the_same_instant()
    {
        var elsewhere = Noon.ToOffset(TimeSpan.FromHours(2));
        Assert.Equal("\"2026-11-22T12:00:00Z\"", JsonSerializer.Serialize(elsewhere, ApiJson.Options));
    }
}
