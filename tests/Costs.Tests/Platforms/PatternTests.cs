using Domicile.Costs.Load;

namespace Domicile.Costs.Tests.Platforms;

public sealed class PatternTests
{
    public static TheoryData<string> Names { get; } = new(Pattern.All.Select(pattern => pattern.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void The_shares_of_a_pattern_add_up_to_one(string name)
    {
        var pattern = Pattern.All.Single(one => one.Name == name);

        Assert.Equal(1m, pattern.Phases.Sum(phase => phase.Time), 20);
        Assert.Equal(1m, pattern.Phases.Sum(phase => phase.Requests), 20);
    }

    [Fact]
    public void A_peak_is_the_busiest_phase_as_a_multiple_of_the_average()
    {
        Assert.Equal(1m, Pattern.Steady.Peak);
        Assert.Equal(3.024m, Pattern.Office.Peak, 20);
        Assert.Equal(10m, Pattern.Spiky.Peak);
    }
}
