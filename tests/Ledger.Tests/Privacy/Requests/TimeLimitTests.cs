using Domicile.Ledger.Privacy.Requests;

namespace Domicile.Ledger.Tests.Privacy.Requests;

public sealed class TimeLimitTests
{
    [Theory]
    [InlineData("2026-01-15", "2026-02-15", "2026-04-15")]
    [InlineData("2026-01-31", "2026-02-28", "2026-04-30")]
    [InlineData("2028-01-31", "2028-02-29", "2028-04-30")]
    [InlineData("2026-02-28", "2026-03-28", "2026-05-28")]
    [InlineData("2026-11-30", "2026-12-30", "2027-02-28")]
    [InlineData("2026-12-31", "2027-01-31", "2027-03-31")]
    public void A_month_is_one_of_the_calendar_and_an_extension_counts_from_the_request(
        string asked, string due, string extended)
    {
        var askedAt = DateTimeOffset.Parse($"{asked}T23:59:59.999999Z", null);

        Assert.Equal(DateTimeOffset.Parse($"{due}T23:59:59.999999Z", null), TimeLimit.Of(askedAt));
        Assert.Equal(DateTimeOffset.Parse($"{extended}T23:59:59.999999Z", null), TimeLimit.Extended(askedAt));
    }

    [Fact]
    public void Days_are_those_of_utc_whatever_the_offset()
    {
        var askedAt = new DateTimeOffset(2026, 2, 1, 0, 30, 0, TimeSpan.FromHours(1));

        Assert.Equal(new DateTimeOffset(2026, 2, 28, 23, 30, 0, TimeSpan.Zero), TimeLimit.Of(askedAt));
    }
}
