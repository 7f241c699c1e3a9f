using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Amazon.Runtime;
using Domicile.Aws.Calls;

namespace Domicile.Aws.Inventory;

/// <summary>
/// Lists what stands in one AWS Region of one account. What AWS refuses to show is a gap in the list and not an error.
/// </summary>
/// <param name="access">The account, in this AWS Region.</param>
/// <param name="time">Dates the signatures.</param>
/// <param name="pageSize">Things that one answer brings at most, 5 to 1,000.</param>
internal sealed class SiteReader(AccountAccess access, TimeProvider time, int pageSize) : IDisposable
{
    private const int TagPageMax = 100;
    private const int DatabasePageMin = 20;
    private const int DatabasePageMax = 100;
    private const int FunctionPageMax = 50;
    private const int KubernetesPageMax = 100;

    private readonly QueryCalls queries = new(access.Site, time);
    private readonly SignedCalls calls = new(access.Site, time);
    private readonly List<InventoryItem> items = [];
    private readonly List<InventoryGap> gaps = [];

    public IReadOnlyList<InventoryItem> Items => items;

    public IReadOnlyList<InventoryGap> Gaps => gaps;

    /// <summary>Tags by the ends of ARNs, behind the partition; null when they could not be read.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>? Tags { get; private set; }

    public async Task ReadAsync(CancellationToken cancellation)
    {
        await TryAsync("tags", () => ReadTagsAsync(cancellation));
        await TryAsync("instances", () => ReadMachinesAsync(
            "DescribeInstances", "reservationSet/item/instancesSet/item", AddInstance, cancellation));
        await TryAsync("VPCs", () => ReadMachinesAsync("DescribeVpcs", "vpcSet/item", AddVpc, cancellation));
        await TryAsync("subnets", () => ReadMachinesAsync(
            "DescribeSubnets", "subnetSet/item", AddSubnet, cancellation));
        await TryAsync("security groups", () => ReadMachinesAsync(
            "DescribeSecurityGroups", "securityGroupInfo/item", AddGroup, cancellation));
        await TryAsync("volumes", () => ReadMachinesAsync(
            "DescribeVolumes",
            "volumeSet/item",
            volume => Add(ItemKind.Volume, XmlItems.Text(volume, "volumeId"), XmlItems.Tags(volume)),
            cancellation));
        await TryAsync("clusters", () => ReadClustersAsync(cancellation));
        await TryAsync("Kubernetes clusters", () => ReadKubernetesAsync(cancellation));
        await TryAsync("queues", () => ReadQueuesAsync(cancellation));
        await TryAsync("functions", () => ReadFunctionsAsync(cancellation));
    }

    public void Dispose()
    {
        queries.Dispose();
        calls.Dispose();
    }

    private async Task TryAsync(string what, Func<Task> read)
    {
        try
        {
            await read();
        }
        catch (Exception e) when (e is AwsRefusedException or AwsUnavailableException or AmazonClientException)
        {
            gaps.Add(new InventoryGap(access.Account, access.Site.Name, what, e.Message));
        }
    }

    private async Task ReadMachinesAsync(
        string operation, string path, Action<XElement> add, CancellationToken cancellation)
    {
        for (string? next = ""; next is not null;)
        {
            var parameters = new Dictionary<string, string> { ["MaxResults"] = Text(pageSize) };
            if (next.Length > 0)
            {
                parameters["NextToken"] = next;
            }

            var answer = await queries.AskAsync(QueryService.Machines, operation, parameters, cancellation);
            foreach (var element in XmlItems.At(answer, path))
            {
                add(element);
            }

            next = XmlItems.Text(answer, "nextToken") is { Length: > 0 } token ? token : null;
        }
    }

    private void AddInstance(XElement instance)
    {
        if (XmlItems.At(instance, "instanceState/name").SingleOrDefault()?.Value != "terminated")
        {
            Add(ItemKind.Instance, XmlItems.Text(instance, "instanceId"), XmlItems.Tags(instance));
        }
    }

    private void AddVpc(XElement vpc) => Add(
        ItemKind.Vpc, XmlItems.Text(vpc, "vpcId"), XmlItems.Tags(vpc), XmlItems.Text(vpc, "isDefault") == "true");

    private void AddSubnet(XElement subnet) => Add(
        ItemKind.Subnet,
        XmlItems.Text(subnet, "subnetId"),
        XmlItems.Tags(subnet),
        XmlItems.Text(subnet, "defaultForAz") == "true");

    // Each network has one of that name, which nobody can delete.
    private void AddGroup(XElement group) => Add(
        ItemKind.SecurityGroup,
        XmlItems.Text(group, "groupId"),
        XmlItems.Tags(group),
        XmlItems.Text(group, "groupName") == "default");

    private async Task ReadClustersAsync(CancellationToken cancellation)
    {
        for (string? next = ""; next is not null;)
        {
            var parameters = new Dictionary<string, string>
            {
                ["MaxRecords"] = Text(Math.Clamp(pageSize, DatabasePageMin, DatabasePageMax)),
            };
            if (next.Length > 0)
            {
                parameters["Marker"] = next;
            }

            var answer = await queries.AskAsync(
                QueryService.Databases, "DescribeDBClusters", parameters, cancellation);
            foreach (var cluster in XmlItems.At(answer, "DescribeDBClustersResult/DBClusters/DBCluster"))
            {
                Add(ItemKind.Cluster, XmlItems.Text(cluster, "DBClusterIdentifier"), XmlItems.Tags(cluster));
            }

            var marker = XmlItems.At(answer, "DescribeDBClustersResult/Marker").SingleOrDefault()?.Value;
            next = string.IsNullOrEmpty(marker) ? null : marker;
        }
    }

    // Tells the tags of each cluster only when it is asked for it; there are few.
    private async Task ReadKubernetesAsync(CancellationToken cancellation)
    {
        var size = Math.Min(pageSize, KubernetesPageMax);
        for (string? next = ""; next is not null;)
        {
            var token = next.Length > 0 ? $"&nextToken={Uri.EscapeDataString(next)}" : "";
            var answer = await queries.AskKubernetesAsync($"/clusters?maxResults={Text(size)}{token}", cancellation);
            foreach (var item in Each(answer, "clusters"))
            {
                var name = item.GetString()!;
                Add(ItemKind.Kubernetes, name, await ReadKubernetesTagsAsync(name, cancellation));
            }

            next = Next(answer, "nextToken");
        }
    }

    private async Task<IReadOnlyDictionary<string, string>?> ReadKubernetesTagsAsync(
        string name, CancellationToken cancellation)
    {
        try
        {
            var answer = await queries.AskKubernetesAsync($"/clusters/{Uri.EscapeDataString(name)}", cancellation);
            return answer.GetProperty("cluster").TryGetProperty("tags", out var tags)
                && tags.ValueKind == JsonValueKind.Object
                    ? tags.EnumerateObject().ToDictionary(tag => tag.Name, tag => tag.Value.GetString() ?? "")
                    : new Dictionary<string, string>();
        }
        catch (AwsRefusedException e)
        {
            gaps.Add(new InventoryGap(access.Account, access.Site.Name, $"the tags of {name}", e.Message));
            return null;
        }
    }

    private async Task ReadQueuesAsync(CancellationToken cancellation)
    {
        for (string? next = ""; next is not null;)
        {
            var parameters = new JsonObject { ["MaxResults"] = pageSize };
            var answer = await calls.CallAsync(
                JsonService.Queues, "ListQueues", With(parameters, "NextToken", next), cancellation: cancellation);
            foreach (var url in Each(answer, "QueueUrls"))
            {
                var name = url.GetString()!.Split('/')[^1];
                Add(ItemKind.Queue, name, TagsOf($"sqs:{access.Site.Name}:{access.Account}:{name}"));
            }

            next = Next(answer, "NextToken");
        }
    }

    private async Task ReadFunctionsAsync(CancellationToken cancellation)
    {
        var size = Math.Min(pageSize, FunctionPageMax);
        for (string? next = ""; next is not null;)
        {
            var marker = next.Length > 0 ? $"Marker={Uri.EscapeDataString(next)}&" : "";
            var answer = await queries.AskFunctionsAsync(
                $"/2015-03-31/functions/?{marker}MaxItems={Text(size)}", cancellation);
            foreach (var function in Each(answer, "Functions"))
            {
                var name = function.GetProperty("FunctionName").GetString()!;
                Add(ItemKind.Function, name, TagsOf($"lambda:{access.Site.Name}:{access.Account}:function:{name}"));
            }

            next = Next(answer, "NextMarker");
        }
    }

    private async Task ReadTagsAsync(CancellationToken cancellation)
    {
        var found = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);
        for (string? next = ""; next is not null;)
        {
            var parameters = new JsonObject
            {
                ["ResourcesPerPage"] = Math.Min(pageSize, TagPageMax),
                ["ResourceTypeFilters"] = new JsonArray("sqs", "lambda:function", "s3"),
            };
            var answer = await calls.CallAsync(
                JsonService.Tags,
                "GetResources",
                With(parameters, "PaginationToken", next),
                cancellation: cancellation);
            foreach (var resource in Each(answer, "ResourceTagMappingList"))
            {
                // arn:aws:sqs:… without arn:aws:, which is another in other partitions.
                var arn = resource.GetProperty("ResourceARN").GetString()!.Split(':', 3)[2];
                found[arn] = Each(resource, "Tags").ToDictionary(
                    tag => tag.GetProperty("Key").GetString()!, tag => tag.GetProperty("Value").GetString()!);
            }

            next = Next(answer, "PaginationToken");
        }

        Tags = found;
    }

    private void Add(
        ItemKind kind, string id, IReadOnlyDictionary<string, string>? tags, bool isDefault = false) =>
        items.Add(new InventoryItem(access.Account, access.Site.Name, kind, id) { Tags = tags, IsDefault = isDefault });

    private IReadOnlyDictionary<string, string>? TagsOf(string arn) =>
        Tags is null ? null : Tags.GetValueOrDefault(arn, new Dictionary<string, string>());

    private static JsonObject With(JsonObject parameters, string name, string token)
    {
        if (token.Length > 0)
        {
            parameters[name] = token;
        }

        return parameters;
    }

    private static IEnumerable<JsonElement> Each(JsonElement answer, string name) =>
        answer.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [];

    private static string? Next(JsonElement answer, string name) =>
        answer.TryGetProperty(name, out var token) && token.ValueKind == JsonValueKind.String
        && token.GetString() is { Length: > 0 } text
            ? text
            : null;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
