using System.Globalization;
using Domicile.Aws.Inventory;
using Domicile.Testing.Aws;

namespace Domicile.Aws.Tests.Inventory;

/// <summary>Each test has an account of its own at moto, entered by a role.</summary>
public sealed class InventoryReaderTests
{
    private static readonly Dictionary<string, string> None = [];

    // moto has more than thirty AWS Regions, and takes its time for each.
    private static readonly InventoryReader Reader = new(TimeProvider.System)
    {
        PageSize = 5,
        Sites = ["eu-west-1", "us-west-2"],
    };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_kind_of_thing_is_found_in_two_regions_with_its_tags()
    {
        var endpoint = await StandIns.Moto.AddressAsync();
        var account = await NewAccountAsync(endpoint);
        var planted = new List<(string Site, ItemKind Kind, string Id)>();
        foreach (var (site, tags) in new[]
        {
            ("eu-west-1", Planter.Tags("eu", "eu-west-1")), ("us-west-2", None),
        })
        {
            var planter = new Planter(account with { Site = account.Site.In(site) }, endpoint);
            planted.AddRange((await planter.MachinesAsync(tags)).Select(made => (site, made.Key, made.Value)));
            planted.Add((site, ItemKind.Cluster, await planter.ClusterAsync(tags)));
            planted.Add((site, ItemKind.Kubernetes, await planter.KubernetesAsync(tags)));
            planted.Add((site, ItemKind.Queue, await planter.QueueAsync(tags)));
            planted.Add((site, ItemKind.Bucket, await planter.BucketAsync(tags)));
            planted.Add((site, ItemKind.Function, await planter.FunctionAsync(tags)));
        }

        var list = await new InventoryReader(TimeProvider.System).ReadAsync([account], Stop);

        var judge = new InventoryJudge(InventoryJudgeTests.World);
        Assert.Equal(20, planted.Count);
        Assert.All(planted, one =>
        {
            var item = list.Items.Single(found => (found.Site, found.Kind, found.Id) == one);
            Assert.Equal(account.Account, item.Account);
            Assert.Equal(
                one.Site == "eu-west-1" ? InventoryMark.Expected : InventoryMark.Untagged, judge.Judge(item).Mark);
        });

        // An instance brings its own volume; nothing else stands there but what AWS made.
        Assert.Equal(
            [ItemKind.Volume, ItemKind.Volume],
            list.Items
                .Where(item => !item.IsDefault && !planted.Contains((item.Site, item.Kind, item.Id)))
                .Select(item => item.Kind));
        Assert.Contains(list.Items, item => item is { Kind: ItemKind.Vpc, IsDefault: true, Site: "eu-west-1" });
        Assert.DoesNotContain(list.Gaps, gap => gap.Site is "eu-west-1" or "us-west-2" or null);
    }

    [Fact]
    public async Task What_does_not_fit_on_a_page_is_on_the_next()
    {
        var endpoint = await StandIns.Moto.AddressAsync();
        var account = await NewAccountAsync(endpoint);
        var planter = new Planter(account, endpoint);
        var queues = new List<string>();
        var functions = new List<string>();
        var vpcs = new List<string>();
        var clusters = new List<string>();
        for (var count = 0; count < 12; count++)
        {
            queues.Add(await planter.QueueAsync(Planter.Tags("eu", "eu-west-1")));
            functions.Add(await planter.FunctionAsync(Planter.Tags("eu", "eu-west-1")));
            vpcs.Add(await planter.VpcAsync(None));
            clusters.Add(await planter.KubernetesAsync(Planter.Tags("eu", "eu-west-1")));
        }

        for (var count = 0; count < 7; count++)
        {
            await planter.InstancesAsync(None, 1);
        }

        var items = (await Reader.ReadAsync([account], Stop)).Items;

        Assert.Equal(7, Ids(items, ItemKind.Instance).Count());
        Assert.Equal(queues.Order(StringComparer.Ordinal), Ids(items, ItemKind.Queue));
        Assert.Equal(functions.Order(StringComparer.Ordinal), Ids(items, ItemKind.Function));
        Assert.Equal(vpcs.Order(StringComparer.Ordinal), Ids(items, ItemKind.Vpc));
        Assert.Equal(clusters.Order(StringComparer.Ordinal), Ids(items, ItemKind.Kubernetes));
        Assert.All(
            items.Where(item => item.Kind is ItemKind.Queue or ItemKind.Function or ItemKind.Kubernetes),
            item => Assert.Equal(4, item.Tags!.Count));
    }

    [Fact]
    public async Task What_is_refused_is_a_gap_and_the_rest_is_listed()
    {
        var endpoint = await StandIns.Moto.AddressAsync();
        await using var door = new RefusingDoor(endpoint, (site, said) =>
            (site == "eu-west-1" && said.Contains("Action=DescribeVolumes", StringComparison.Ordinal))
            || (site == "us-west-2" && said.Contains("GetResources", StringComparison.Ordinal))
            || (site == "us-west-2" && said.StartsWith("/clusters/", StringComparison.Ordinal)));
        var account = await NewAccountAsync(door.Address);
        var here = new Planter(account, endpoint);
        var there = new Planter(account with { Site = account.Site.In("us-west-2") }, endpoint);
        var made = await here.MachinesAsync(Planter.Tags("eu", "eu-west-1"));
        var bucket = await there.BucketAsync(Planter.Tags("eu", "us-west-2"));
        var queue = await there.QueueAsync(Planter.Tags("eu", "us-west-2"));
        var cluster = await there.KubernetesAsync(Planter.Tags("eu", "us-west-2"));

        var list = await Reader.ReadAsync([account], Stop);

        Assert.Contains(list.Items, item => item.Id == made[ItemKind.Vpc]);
        Assert.DoesNotContain(list.Items, item => item.Id == made[ItemKind.Volume]);
        var gap = Assert.Single(list.Gaps, gap => gap.Site == "eu-west-1");
        Assert.Equal(("volumes", account.Account), (gap.What, gap.Account));
        Assert.Contains("service control policy", gap.Reason, StringComparison.Ordinal);

        // Whose tags cannot be read is not called untagged.
        Assert.Null(list.Items.Single(item => item.Id == bucket).Tags);
        Assert.Null(list.Items.Single(item => item.Id == queue).Tags);
        Assert.Null(list.Items.Single(item => item.Id == cluster).Tags);
        Assert.Contains(list.Gaps, gap => gap.What == $"the tags of {cluster}");
    }

    [Fact]
    public async Task An_account_that_refuses_everything_is_a_line_beside_the_others()
    {
        var endpoint = await StandIns.Moto.AddressAsync();
        await using var door = new RefusingDoor(endpoint, (_, _) => true);
        var open = await NewAccountAsync(endpoint);
        var shut = open with { Account = "999999999999", Site = TestSite.Of(door.Address) };

        var list = await Reader.ReadAsync([shut, open], Stop);
        var all = await new InventoryReader(TimeProvider.System).ReadAsync([shut], Stop);

        Assert.Equal(
            [
                "tags", "instances", "VPCs", "subnets", "security groups", "volumes", "clusters", "Kubernetes clusters",
                "queues", "functions",
            ],
            list.Gaps.Where(gap => gap.Site == "us-west-2").Select(gap => gap.What));
        Assert.Contains(list.Gaps, gap => gap is { Account: "999999999999", Site: null, What: "buckets" });
        Assert.Contains(list.Items, item => item.Account == open.Account);
        Assert.Equal("enabled Regions", Assert.Single(all.Gaps).What);
    }

    [Fact]
    public async Task Accounts_are_looked_at_apart()
    {
        var endpoint = await StandIns.Moto.AddressAsync();
        var (one, other) = (await NewAccountAsync(endpoint), await NewAccountAsync(endpoint));
        var mine = await new Planter(one, endpoint).QueueAsync(None);
        var yours = await new Planter(other, endpoint).QueueAsync(None);

        var items = (await Reader.ReadAsync([one, other], Stop)).Items;

        Assert.Equal(
            new[] { (one.Account, mine), (other.Account, yours) }.Order(),
            items.Where(item => item.Kind == ItemKind.Queue).Select(item => (item.Account, item.Id)).Order());
    }

    /// <summary>An account that nobody else has, in its first site.</summary>
    private static async Task<AccountAccess> NewAccountAsync(Uri endpoint)
    {
        var own = await AccountAccess.OfAsync(TestSite.Of(endpoint), TimeProvider.System, Stop);
        var number = Random.Shared.NextInt64(200_000_000_000, 900_000_000_000).ToString(CultureInfo.InvariantCulture);
        return await own.EnterAsync(number, "domicile-inventory", TimeProvider.System, Stop);
    }

    private static IEnumerable<string> Ids(IReadOnlyList<InventoryItem> items, ItemKind kind) =>
        items.Where(item => item.Kind == kind && !item.IsDefault).Select(item => item.Id);
}
