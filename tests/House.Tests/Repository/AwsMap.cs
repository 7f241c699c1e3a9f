using System.Text.RegularExpressions;

namespace Domicile.House.Tests.Repository;

/// <summary>The map that leads from each service of AWS to what makes it and what holds it.</summary>
internal static partial class AwsMap
{
    private const string Page = "docs/reference/aws-map.md";

    private static readonly string[] Services =
    [
        "IAM", "Secrets Manager", "KMS", "VPC", "VPC peering", "Transit Gateway", "EC2 Global View",
        "Aurora Global Database", "Read replicas", "Write forwarding", "Lambda", "EC2", "Kubernetes", "aws-cdk", "SQS",
        "Queue to central database", "Trusted Advisor", "Systems Manager Explorer", "CloudWatch", "AWS Config",
        "Lambda@Edge", "S3", "Documents to institution",
    ];

    private static readonly string[] Makers =
        ["src/Infrastructure/", "src/Aws/", "src/Server/", "src/Cli/Cloud/", "deploy/"];

    public static readonly HouseRule Whole = new(
        "the map of AWS has every service that was asked for",
        tree =>
            from page in new[] { tree.Find(Page) }
            where page is not null
            from service in Services
            where !page.Lines.Any(line => line.StartsWith($"| {service} |", StringComparison.Ordinal))
            select page.At(1, $"{service} is not on the map"));

    public static readonly HouseRule Led = new(
        "every service on the map of AWS leads to what makes it and to a test of it",
        tree =>
            from page in new[] { tree.Find(Page) }
            where page is not null
            from row in page.Lines.Index().Where(line => line.Item.StartsWith('|')).Skip(2)
            let fault = FaultOf(tree, row.Item.Split('|'))
            where fault is not null
            select page.At(row.Index + 1, fault));

    private static string? FaultOf(Tree tree, string[] cells)
    {
        if (cells.Length != 7 || cells[5].Trim().Length == 0)
        {
            return "the row has not got five cells, the last of them on what this machine has";
        }

        var (made, held) = (Targets(cells[3]), Targets(cells[4]));
        var lost = made.Concat(held).FirstOrDefault(path => !tree.Paths.Contains(path));
        return (made, held) switch
        {
            _ when lost is not null => $"there is no {lost}",
            ([], _) => "the row says not what makes it",
            (_, []) => "the row names no test",
            _ when made.FirstOrDefault(path => !IsUnder(path, Makers)) is { } other => $"{other} makes nothing in AWS",
            _ when held.FirstOrDefault(path => !path.StartsWith("tests/", StringComparison.Ordinal)) is { } other =>
                $"{other} is no test",
            _ => null,
        };
    }

    private static List<string> Targets(string cell) =>
        [.. Link().Matches(cell).Select(link => link.Groups["path"].Value)];

    private static bool IsUnder(string path, string[] folders) =>
        folders.Any(folder => path.StartsWith(folder, StringComparison.Ordinal));

    [GeneratedRegex(@"\]\(\.\./\.\./(?<path>[^)]+)\)")]
    private static partial Regex Link();
}
