using System.Text.Json;
using Domicile.Cli.Tests.Lifecycle;
using Domicile.Ledger.Privacy.Catalogue;

namespace Domicile.Cli.Tests.Privacy;

public sealed class RecordCommandTests : IDisposable
{
    private const string Controller =
        """
        "controller": { "name": "Bank | Sons", "contact": "Prague", "officer": "Eva", "safeguards": "Art. 45" },
        "retention": { "books": 7 },
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("domicile-record-").FullName;

    [Fact]
    public async Task The_record_names_every_category_with_its_places_and_says_what_is_missing()
    {
        var run = (await CliRun.RunAsync("privacy", "record")).Ended(0);

        Assert.Contains("## Region eu", run.Output, StringComparison.Ordinal);
        Assert.Contains("## Region us", run.Output, StringComparison.Ordinal);
        Assert.Contains("| Controller | **missing** |", run.Output, StringComparison.Ordinal);
        Assert.Contains("controller.safeguards", run.Output, StringComparison.Ordinal);
        foreach (var category in DataCatalogue.Categories.Where(category => category.Subject != DataSubject.Nobody))
        {
            Assert.Contains($"**{category.Name}**: {category.Holds}", run.Output, StringComparison.Ordinal);
        }

        Assert.Contains(
            "shard `personal.detail` (name, email, birth_date), encrypted with the user's key",
            run.Output,
            StringComparison.Ordinal);
        Assert.Contains("kept for 35 days.", run.Output, StringComparison.Ordinal);
        Assert.Contains("queue `queue.message` (body)", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_record_takes_controller_and_periods_from_the_topology_and_is_written_once()
    {
        var topology = Write(Controller);
        var file = Path.Combine(folder, "record.md");
        string[] line = ["privacy", "record", "--topology", topology, "--out", file];

        Assert.Empty((await CliRun.RunAsync(line)).Ended(0).Output);
        var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        Assert.Contains("| Controller | Bank \\| Sons, Prague |", text, StringComparison.Ordinal);
        Assert.Contains("| Representative | **missing** |", text, StringComparison.Ordinal);
        Assert.Contains("By: Art. 45", text, StringComparison.Ordinal);
        Assert.Contains("| Held | 7 years after the end of the year of the booking |", text, StringComparison.Ordinal);

        Assert.Contains("record.md", (await CliRun.RunAsync(line)).Ended(1).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_record_is_also_json()
    {
        var run = (await CliRun.RunAsync("privacy", "record", "--json", "--topology", Write(Controller))).Ended(0);

        var region = JsonDocument.Parse(run.Output).RootElement.GetProperty("regions")[0];
        Assert.Equal("Bank | Sons", region.GetProperty("controller").GetProperty("name").GetString());
        Assert.Equal("us", region.GetProperty("otherRegions")[0].GetString());
        var details = region.GetProperty("activities").EnumerateArray()
            .SelectMany(activity => activity.GetProperty("categories").EnumerateArray())
            .Single(category => category.GetProperty("name").GetString() == "details");
        Assert.Equal("erased", details.GetProperty("onErasure").GetString());
        Assert.Equal("sealed", details.GetProperty("places")[0].GetProperty("protection").GetString());
    }

    [Fact]
    public async Task A_topology_with_a_mistake_makes_no_record()
    {
        var run = (await CliRun.RunAsync("privacy", "record", "--topology", Write("\"retention\": 1,"))).Ended(1);

        Assert.Contains("the retention is an object", run.Errors, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Write(string fields)
    {
        var file = Path.Combine(folder, "domicile.json");
        var text = File.ReadAllText(Path.Combine(Checkout.Folder, "domicile.json"));
        var name = "\"name\": \"eu\",";
        Assert.Contains(name, text, StringComparison.Ordinal);
        File.WriteAllText(file, text.Replace(name, name + fields, StringComparison.Ordinal));
        return file;
    }
}
