namespace Domicile.Infrastructure.Tests.Checks;

public sealed class InventoryTests
{
    private const string Renewal =
        "DOMICILE_RENEW_INVENTORY=1 dotnet test -c Release --project tests/Infrastructure.Tests "
        + "--filter-class '*InventoryTests'";

    private static readonly string Committed =
        Path.Combine(Synthesized.RepositoryRoot, "tests", "Infrastructure.Tests", "inventory.txt");

    [Fact]
    public async Task The_resources_of_every_stack_are_those_that_were_reviewed()
    {
        var inventory = Inventory.Of(
            ("domicile.json", Resource.Of(Synthesized.Shipped.Templates)),
            ("four regions", Resource.Of(Synthesized.FourRegions.Templates)));
        if (Environment.GetEnvironmentVariable("DOMICILE_RENEW_INVENTORY") == "1")
        {
            await File.WriteAllTextAsync(Committed, inventory, TestContext.Current.CancellationToken);
        }

        var reviewed = await File.ReadAllTextAsync(Committed, TestContext.Current.CancellationToken);
        var differences = Inventory.Differences(reviewed, inventory);
        Assert.True(
            differences.Count == 0,
            $"What is synthesized is not what was reviewed:\n{string.Join('\n', differences)}\n"
            + $"When that is meant, write it down and commit it: {Renewal}");
    }

    [Fact]
    public void A_resource_more_or_less_is_named_with_its_stack_and_world()
    {
        var one = Inventory.Of(("a world", [Resource.Planted("AWS::SQS::Queue", "{}")]));
        var other = Inventory.Of(
            ("a world", [Resource.Planted("AWS::SQS::Queue", "{}"), Resource.Planted("AWS::SQS::Queue", "{}")]));
        Assert.Equal(
            ["- Planted AWS::SQS::Queue 1   # a world", "+ Planted AWS::SQS::Queue 2   # a world"],
            Inventory.Differences(one, other));
        Assert.Empty(Inventory.Differences(one, one));
    }
}
