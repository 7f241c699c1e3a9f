namespace Domicile.Infrastructure.Tests;

/// <summary>Topologies that the tests synthesize besides the shipped one.</summary>
internal static class Topologies
{
    public const string OneRegion =
        """
        {
          "version": 1,
          "regions": [
            {
              "name": "eu",
              "sites": [{ "name": "eu-central-1", "role": "writer" }],
              "shards": [{ "name": "s1", "ranges": ["0..30000"], "replicas": 0 }]
            }
          ],
          "central": { "site": "eu-central-1" }
        }
        """;

    public const string FourRegions =
        """
        {
          "version": 1,
          "platform": "aws",
          "aws": {
            "name": "bank",
            "account": "111111111111",
            "organization": "o-a1b2c3d4e5",
            "domain": "bank.example",
            "operators": "nights@bank.example",
            "budget": 5000
          },
          "regions": [
            {
              "name": "eu",
              "aws": { "account": "222222222221", "compute": "kubernetes" },
              "sites": [
                { "name": "eu-west-1", "role": "writer" },
                { "name": "eu-central-1", "role": "reader", "replicas": 2 },
                { "name": "eu-north-1", "role": "reader" }
              ],
              "shards": [
                { "name": "s1", "ranges": ["0..30000"], "replicas": 2 },
                { "name": "s2", "ranges": ["30000..60000"], "replicas": 1 }
              ]
            },
            {
              "name": "us",
              "aws": { "account": "222222222222", "compute": "ec2", "joining": "peering" },
              "sites": [{ "name": "us-east-1", "role": "writer" }, { "name": "us-west-2", "role": "reader" }],
              "shards": [{ "name": "s1", "ranges": ["0..30000"], "replicas": 1 }]
            },
            {
              "name": "br",
              "aws": { "account": "222222222223", "database": { "instance": "db.r7g.large" } },
              "sites": [{ "name": "sa-east-1", "role": "writer" }],
              "shards": [{ "name": "s1", "ranges": ["0..30000"] }]
            },
            {
              "name": "jp",
              "aws": { "account": "222222222224" },
              "sites": [
                { "name": "ap-northeast-1", "role": "writer" },
                { "name": "ap-northeast-3", "role": "reader" }
              ],
              "shards": [{ "name": "s1", "ranges": ["0..30000"] }]
            }
          ],
          "central": { "site": "eu-west-1" }
        }
        """;

    /// <summary>One region of two sites, whose servers run on what is said.</summary>
    public static string OfCompute(string compute) =>
        $$"""
        {
          "version": 1,
          "regions": [
            {
              "name": "eu",
              "aws": { "compute": "{{compute}}" },
              "sites": [{ "name": "eu-west-1", "role": "writer" }, { "name": "eu-central-1", "role": "reader" }],
              "shards": [{ "name": "s1", "ranges": ["0..30000"] }]
            }
          ],
          "central": { "site": "eu-west-1" }
        }
        """;
}
