using Domicile.Server.Metrics;

namespace Domicile.Server.Tests.Metrics;

public sealed class RequestFiguresTests
{
    [Fact]
    public void Times_are_told_to_an_eighth_with_how_often_they_came()
    {
        var figures = new RequestFigures();
        var before = figures.Read();
        foreach (var (status, milliseconds) in new[] { (200, 10), (200, 10), (404, 100), (503, 20_000), (200, 0) })
        {
            figures.Note(status, TimeSpan.FromMilliseconds(milliseconds));
        }

        var points = RequestFigures.Between(before, figures.Read()).ToDictionary(point => point.Name);

        Assert.Equal(5, points["Requests"].Values.Single().Value);
        Assert.Equal(1, points["Errors"].Values.Single().Value);
        Assert.Equal(1, points["Refusals"].Values.Single().Value);
        var latency = points["Latency"].Values;
        Assert.Equal([1, 2, 1, 1], latency.Select(one => one.Count));
        foreach (var (told, real) in latency.Select(one => one.Value).Zip([0.5, 10.0, 100.0, 20_000.0]))
        {
            Assert.InRange(told / real, 0.87, 1.13);
        }
    }

    [Fact]
    public void Only_what_came_since_the_last_reading_is_told()
    {
        var figures = new RequestFigures();
        figures.Note(500, TimeSpan.FromMilliseconds(1));
        var before = figures.Read();
        Assert.All(
            RequestFigures.Between(before, figures.Read()), point => Assert.Equal(0, point.Values.Single().Value));
        figures.Note(200, TimeSpan.FromHours(1));
        var latency = RequestFigures.Between(before, figures.Read()).Single(point => point.Name == "Latency");
        Assert.Equal(1, latency.Values.Single().Count);
    }
}
