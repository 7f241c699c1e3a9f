using System.Xml.Linq;
using Domicile.Aws.Calls;

namespace Domicile.Aws.Inventory;

/// <summary>
/// Lists what stands in all AWS Regions that accounts have enabled: instances, networks, groups, volumes, clusters
/// of databases and of Kubernetes, queues, buckets and functions. Only asks; changes nothing.
/// </summary>
/// <param name="time">Dates the signatures.</param>
public sealed class InventoryReader(TimeProvider time)
{
    private const int SitesAtOnce = 8;

    /// <summary>Things that one answer brings at most, 5 to 1,000.</summary>
    public int PageSize { get; init; } = 500;

    /// <summary>AWS Regions to look at; empty for all that an account has enabled.</summary>
    public IReadOnlyList<string> Sites { get; init; } = [];

    /// <summary>Looks at every account.</summary>
    /// <param name="accounts">Each once.</param>
    /// <param name="cancellation">Stops looking.</param>
    public async Task<InventoryList> ReadAsync(
        IReadOnlyList<AccountAccess> accounts, CancellationToken cancellation)
    {
        var items = new List<InventoryItem>();
        var gaps = new List<InventoryGap>();
        foreach (var account in accounts)
        {
            await ReadAccountAsync(account, items, gaps, cancellation);
        }

        return new InventoryList(
            [.. items.OrderBy(one => one.Account, StringComparer.Ordinal)
                .ThenBy(one => one.Site, StringComparer.Ordinal)
                .ThenBy(one => one.Kind)
                .ThenBy(one => one.Id, StringComparer.Ordinal)],
            gaps);
    }

    private async Task ReadAccountAsync(
        AccountAccess account,
        List<InventoryItem> items,
        List<InventoryGap> gaps,
        CancellationToken cancellation)
    {
        IReadOnlyList<string> sites;
        try
        {
            sites = Sites.Count > 0 ? Sites : await ReadSitesAsync(account, cancellation);
        }
        catch (Exception e) when (e is AwsRefusedException or AwsUnavailableException)
        {
            gaps.Add(new InventoryGap(account.Account, null, "enabled Regions", e.Message));
            return;
        }

        var readers = sites
            .Select(site => new SiteReader(account with { Site = account.Site.In(site) }, time, PageSize))
            .ToList();
        try
        {
            await Parallel.ForEachAsync(
                readers,
                new ParallelOptions { MaxDegreeOfParallelism = SitesAtOnce, CancellationToken = cancellation },
                async (reader, stop) => await reader.ReadAsync(stop));
            items.AddRange(readers.SelectMany(reader => reader.Items));
            gaps.AddRange(readers.SelectMany(reader => reader.Gaps));
            var tags = sites.Zip(readers).ToDictionary(one => one.First, one => one.Second.Tags);
            items.AddRange((await ReadBucketsAsync(account, tags, cancellation))
                .Where(bucket => Sites.Count == 0 || Sites.Contains(bucket.Site)));
        }
        catch (Exception e) when (e is AwsRefusedException or AwsUnavailableException)
        {
            gaps.Add(new InventoryGap(account.Account, null, "buckets", e.Message));
        }
        finally
        {
            readers.ForEach(reader => reader.Dispose());
        }
    }

    private async Task<IReadOnlyList<string>> ReadSitesAsync(AccountAccess account, CancellationToken cancellation)
    {
        using var calls = new QueryCalls(account.Site, time);
        var answer = await calls.AskAsync(
            QueryService.Machines, "DescribeRegions", new Dictionary<string, string>(), cancellation);
        return [.. XmlItems.At(answer, "regionInfo/item").Select(RegionName).Order(StringComparer.Ordinal)];
    }

    private static string RegionName(XElement region) => XmlItems.Text(region, "regionName");

    private static async Task<IEnumerable<InventoryItem>> ReadBucketsAsync(
        AccountAccess account,
        Dictionary<string, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>?> tags,
        CancellationToken cancellation)
    {
        var buckets = await BucketReader.ReadAsync(account, cancellation);
        return buckets.Select(bucket => new InventoryItem(account.Account, bucket.Site, ItemKind.Bucket, bucket.Name)
        {
            Tags = tags.GetValueOrDefault(bucket.Site) is { } known
                ? known.GetValueOrDefault($"s3:::{bucket.Name}", new Dictionary<string, string>())
                : null,
        });
    }
}
