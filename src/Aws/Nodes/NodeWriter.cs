using System.Xml.Linq;
using Domicile.Aws.Calls;

namespace Domicile.Aws.Nodes;

/// <summary>
/// Where Aurora takes the writes of a region's nodes, as RDS says it in one site: the cluster of the node there, which
/// must be the writer of its Global Database when it is a member of one.
/// </summary>
/// <param name="queries">Of the site; stays the caller's.</param>
/// <param name="region">Such as <c>eu</c>.</param>
public sealed class NodeWriter(QueryCalls queries, string region)
{
    private const string GlobalMissing = "GlobalClusterNotFoundFault";
    private const string ClusterMissing = "DBClusterNotFoundFault";
    private const string Available = "available";

    private string Site => queries.Site.Name;

    /// <summary>HOST:PORT of the cluster that takes the node's writes in this site.</summary>
    /// <param name="node">A shard's name, <c>register</c> or <c>keys</c>.</param>
    /// <param name="cancellation">Stops asking; nothing is changed.</param>
    /// <exception cref="AwsRefusedException">It may not be asked, or there is no such cluster.</exception>
    /// <exception cref="AwsUnavailableException">RDS does not answer.</exception>
    /// <exception cref="InvalidDataException">
    /// Another site's cluster takes the writes, or it is being changed; with what to do.
    /// </exception>
    public async Task<string> ReadPlaceAsync(string node, CancellationToken cancellation)
    {
        var cluster = $"domicile-{region}-{node}";
        var name = $"{cluster}-global";

        // A region of one site has plain clusters.
        if (await FindAsync(
            "DescribeGlobalClusters", ("GlobalClusterIdentifier", name), GlobalMissing, cancellation) is { } global)
        {
            cluster = WriterOf(global, name);
        }

        var found = await FindAsync(
            "DescribeDBClusters", ("DBClusterIdentifier", cluster), ClusterMissing, cancellation)
            ?? throw new InvalidDataException($"There is no cluster {cluster} in {Site}.");
        return Text(found, "Status") == Available
            ? $"{Text(found, "Endpoint")}:{Text(found, "Port")}"
            : throw new InvalidDataException(
                $"The cluster {cluster} in {Site} is {Text(found, "Status")}: wait until it is {Available}.");
    }

    /// <summary>One thing by its name; null when there is none.</summary>
    private async Task<XElement?> FindAsync(
        string operation, (string Field, string Name) named, string missing, CancellationToken cancellation)
    {
        try
        {
            var answer = await queries.AskAsync(
                QueryService.Databases,
                operation,
                new Dictionary<string, string> { [named.Field] = named.Name },
                cancellation);
            return answer.Elements($"{operation}Result").Elements().Elements()
                .FirstOrDefault(one => Text(one, named.Field) == named.Name);
        }
        catch (AwsRefusedException e) when (e.Code == missing)
        {
            return null;
        }
    }

    private string WriterOf(XElement global, string name)
    {
        var change = global.Element("FailoverState")?.Element("Status")?.Value;
        if (!string.IsNullOrEmpty(change) || Text(global, "Status") != Available)
        {
            throw new InvalidDataException(
                $"The Global Database {name} is {(string.IsNullOrEmpty(change) ? Text(global, "Status") : change)}: "
                + $"wait until it is {Available}.");
        }

        // arn:aws:rds:SITE:ACCOUNT:cluster:NAME
        var writer = global.Elements("GlobalClusterMembers").Elements()
            .Where(member => Text(member, "IsWriter") == "true")
            .Select(member => Text(member, "DBClusterArn").Split(':'))
            .FirstOrDefault(arn => arn.Length > 6)
            ?? throw new InvalidDataException($"The Global Database {name} has no writer.");
        return writer[3] == Site
            ? writer[6]
            : throw new InvalidDataException(
                $"The Global Database {name} takes writes in {writer[3]} and not in {Site}: switch it over first, or "
                + "fail it over when that site is lost.");
    }

    private static string Text(XElement element, string name) => element.Element(name)?.Value ?? "";
}
