using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Amazon.S3;
using Amazon.S3.Model;
using Domicile.Aws.Calls;
using Domicile.Aws.Inventory;

namespace Domicile.Aws.Tests.Inventory;

/// <summary>Makes things in one AWS Region of a stand-in's account, for an inventory to find.</summary>
/// <param name="access">The account and the AWS Region.</param>
/// <param name="endpoint">Where the stand-in listens.</param>
internal sealed class Planter(AccountAccess access, Uri endpoint)
{
    private static readonly QueryService Identities = new("iam", "2010-05-08", "IAM");

    /// <summary>All four tags of a thing of ours.</summary>
    public static Dictionary<string, string> Tags(string region, string site) => new()
    {
        ["domicile:world"] = "domicile",
        ["domicile:region"] = region,
        ["domicile:site"] = site,
        ["domicile:stack"] = $"Domicile-{region}-{site}-Test",
    };

    /// <summary>Makes a network with a subnet, a group, a volume and an instance; all with these tags.</summary>
    /// <returns>Their ids by kind.</returns>
    public async Task<Dictionary<ItemKind, string>> MachinesAsync(IReadOnlyDictionary<string, string> tags)
    {
        var vpc = await VpcAsync(tags);
        var subnet = await MadeAsync(
            ("CreateSubnet", "subnet", "subnetId"), tags, ("VpcId", vpc), ("CidrBlock", "10.9.1.0/24"));
        var group = await MadeAsync(
            ("CreateSecurityGroup", "security-group", "groupId"),
            tags,
            ("GroupName", TestSite.NewName("g")),
            ("GroupDescription", "g"),
            ("VpcId", vpc));
        var zone = $"{access.Site.Name}a";
        var volume = await MadeAsync(
            ("CreateVolume", "volume", "volumeId"), tags, ("AvailabilityZone", zone), ("Size", "8"));
        var instance = await InstancesAsync(tags, 1, ("SubnetId", subnet));
        return new()
        {
            [ItemKind.Vpc] = vpc,
            [ItemKind.Subnet] = subnet,
            [ItemKind.SecurityGroup] = group,
            [ItemKind.Volume] = volume,
            [ItemKind.Instance] = instance,
        };
    }

    /// <summary>Starts so many instances at once.</summary>
    /// <returns>The first's id.</returns>
    public async Task<string> InstancesAsync(
        IReadOnlyDictionary<string, string> tags, int count, params (string Name, string Value)[] fields)
    {
        return await MadeAsync(
            ("RunInstances", "instance", "instanceId"),
            tags,
            [
                ("ImageId", "ami-1234567890abcdef0"),
                ("MinCount", $"{count}"),
                ("MaxCount", $"{count}"),
                ("InstanceType", "t4g.micro"),
                .. fields,
            ]);
    }

    public async Task<string> VpcAsync(IReadOnlyDictionary<string, string> tags) =>
        await MadeAsync(("CreateVpc", "vpc", "vpcId"), tags, ("CidrBlock", "10.9.0.0/16"));

    public async Task<string> ClusterAsync(IReadOnlyDictionary<string, string> tags)
    {
        var name = TestSite.NewName("c");
        var fields = new List<(string, string)>
        {
            ("DBClusterIdentifier", name), ("Engine", "aurora-postgresql"), ("MasterUsername", "owner"),
            ("MasterUserPassword", "a-long-password"),
        };
        fields.AddRange(tags.SelectMany((tag, place) => new[]
        {
            ($"Tags.Tag.{place + 1}.Key", tag.Key), ($"Tags.Tag.{place + 1}.Value", tag.Value),
        }));
        await AskAsync(QueryService.Databases, "CreateDBCluster", [.. fields]);
        return name;
    }

    public async Task<string> QueueAsync(IReadOnlyDictionary<string, string> tags)
    {
        var name = TestSite.NewName("q");
        using var calls = new SignedCalls(access.Site, TimeProvider.System);
        await calls.CallAsync(
            JsonService.Queues,
            "CreateQueue",
            new JsonObject { ["QueueName"] = name, ["tags"] = JsonSerializer.SerializeToNode(tags) });
        return name;
    }

    public async Task<string> BucketAsync(IReadOnlyDictionary<string, string> tags)
    {
        var name = TestSite.NewName("bucket");
        using var client = SdkClients.Objects(access.Site);
        await client.PutBucketAsync(new PutBucketRequest
        {
            BucketName = name,
            PutBucketConfiguration = new() { LocationConstraint = new BucketLocationConstraint(access.Site.Name) },
        });
        if (tags.Count > 0)
        {
            await client.PutBucketTaggingAsync(
                name, [.. tags.Select(tag => new Tag { Key = tag.Key, Value = tag.Value })]);
        }

        return name;
    }

    /// <summary>Makes a cluster of Kubernetes.</summary>
    public async Task<string> KubernetesAsync(IReadOnlyDictionary<string, string> tags)
    {
        var name = TestSite.NewName("k");
        var body = new
        {
            name,
            roleArn = $"arn:aws:iam::{access.Account}:role/none",
            resourcesVpcConfig = new { subnetIds = new[] { "subnet-1" } },
            tags,
        };
        await PostAsync("eks", "/clusters", body);
        return name;
    }

    /// <summary>Makes a function from an image.</summary>
    public async Task<string> FunctionAsync(IReadOnlyDictionary<string, string> tags)
    {
        var name = TestSite.NewName("f");
        var role = TestSite.NewName("r");
        await AskAsync(Identities, "CreateRole", ("RoleName", role), ("AssumeRolePolicyDocument", "{}"));
        var body = new
        {
            FunctionName = name,
            Role = $"arn:aws:iam::{access.Account}:role/{role}",
            PackageType = "Image",
            Code = new { ImageUri = $"{access.Account}.dkr.ecr.{access.Site.Name}.amazonaws.com/image:1" },
            Tags = tags,
        };
        await PostAsync("lambda", "/2015-03-31/functions", body);
        return name;
    }

    // For our client, which only asks, a request of its own.
    private async Task PostAsync(string service, string path, object body)
    {
        var credentials = await access.Site.Credentials.GetCredentialsAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(endpoint, path));
        request.Headers.TryAddWithoutValidation(
            "Authorization",
            $"AWS4-HMAC-SHA256 Credential={credentials.AccessKey}/20260101/{access.Site.Name}/{service}/aws4_request, "
            + "SignedHeaders=host, Signature=none");
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(body)));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var http = new HttpClient();
        using var answer = await http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private async Task<string> MadeAsync(
        (string Operation, string Resource, string Id) made,
        IReadOnlyDictionary<string, string> tags,
        params (string Name, string Value)[] fields)
    {
        var marked = tags.SelectMany((tag, place) => new[]
        {
            ($"TagSpecification.1.Tag.{place + 1}.Key", tag.Key),
            ($"TagSpecification.1.Tag.{place + 1}.Value", tag.Value),
        });
        (string, string)[] specified = tags.Count > 0 ? [("TagSpecification.1.ResourceType", made.Resource)] : [];
        var answer = await AskAsync(QueryService.Machines, made.Operation, [.. fields, .. specified, .. marked]);
        return answer.Descendants(made.Id).First().Value;
    }

    private async Task<XElement> AskAsync(
        QueryService service, string operation, params (string Name, string Value)[] fields)
    {
        using var calls = new QueryCalls(access.Site, TimeProvider.System);
        return await calls.AskAsync(
            service, operation, fields.ToDictionary(one => one.Name, one => one.Value), CancellationToken.None);
    }
}
