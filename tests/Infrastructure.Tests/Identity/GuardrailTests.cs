using Domicile.Infrastructure.Identity;
using Domicile.Infrastructure.Tests.Identity.Policies;

namespace Domicile.Infrastructure.Tests.Identity;

/// <summary>What not even an administrator of a region's account may do.</summary>
public sealed class GuardrailTests
{
    /// <summary>A service control policy's length, white space counted.</summary>
    private const int LengthMax = 5120;

    private static readonly Rights Administrator = RegionRights.Administrator(Synthesized.FourRegions, "eu");

    [Theory]
    [InlineData("rds:CreateDBCluster", "eu-west-1", true)]
    [InlineData("rds:CreateDBCluster", "us-west-2", false)]
    [InlineData("rds:CreateDBCluster", "us-east-1", false)]
    [InlineData("rds:CopyDBClusterSnapshot", "eu-central-1", true)]
    [InlineData("rds:CopyDBClusterSnapshot", "us-west-2", false)]
    [InlineData("s3:CreateBucket", "us-east-1", false)]
    [InlineData("wafv2:CreateWebACL", "us-east-1", false)]
    [InlineData("lambda:CreateFunction", "us-east-1", false)]
    [InlineData("logs:CreateLogGroup", "us-east-1", false)]
    [InlineData("support:CreateCase", "us-east-1", true)]
    [InlineData("servicequotas:RequestServiceQuotaIncrease", "us-east-1", true)]
    [InlineData("cloudtrail:LookupEvents", "us-east-1", true)]
    [InlineData("cloudfront:CreateDistribution", "us-east-1", true)]
    [InlineData("sqs:SendMessage", "us-west-2", true)]
    [InlineData("sqs:CreateQueue", "us-west-2", false)]
    [InlineData("ec2:DescribeInstances", "us-west-2", true)]
    [InlineData("ec2:RunInstances", "us-west-2", false)]
    [InlineData("ec2:CopySnapshot", "ap-northeast-1", false)]
    public void Things_are_made_in_the_regions_own_sites_only(string action, string site, bool may) =>
        Assert.Equal(may, Administrator.May(new AwsRequest(action, "*").In(site)));

    [Fact]
    public void An_account_that_is_the_worlds_too_makes_what_the_pages_need_in_the_global_site() => Assert.True(
        RegionRights.Administrator(Synthesized.Shipped, "eu")
            .May(new AwsRequest("wafv2:CreateWebACL", "*").In("us-east-1")));

    [Theory]
    [InlineData("secretsmanager:ReplicateSecretToRegions", "secretsmanager:AddReplicaRegions", "us-east-1", false)]
    [InlineData("secretsmanager:CreateSecret", "secretsmanager:AddReplicaRegions", "eu-north-1", true)]
    [InlineData("kms:ReplicateKey", "kms:ReplicaRegion", "eu-north-1", true)]
    [InlineData("kms:ReplicateKey", "kms:ReplicaRegion", "us-east-1", false)]
    [InlineData("rds:CreateDBInstance", "rds:PubliclyAccessible", "true", false)]
    [InlineData("rds:CreateDBInstance", "rds:PubliclyAccessible", "false", true)]
    [InlineData("lambda:CreateFunctionUrlConfig", "lambda:FunctionUrlAuthType", "NONE", false)]
    [InlineData(
        "backup:CopyFromBackupVault",
        "backup:CopyTargets",
        "arn:aws:backup:us-east-1:222222222222:backup-vault:domicile-us",
        false)]
    [InlineData(
        "backup:CopyFromBackupVault",
        "backup:CopyTargets",
        "arn:aws:backup:eu-central-1:222222222221:backup-vault:domicile-eu",
        true)]
    public void Copies_and_public_doors_are_refused_by_what_the_request_says(
        string action, string key, string value, bool may) =>
        Assert.Equal(may, Administrator.May(new AwsRequest(action, "*").In("eu-west-1").With(key, value)));

    [Theory]
    [InlineData("rds:ModifyDBClusterSnapshotAttribute")]
    [InlineData("ec2:ModifySnapshotAttribute")]
    [InlineData("rds:StartExportTask")]
    [InlineData("s3:PutReplicationConfiguration")]
    [InlineData("cloudtrail:StopLogging")]
    [InlineData("config:StopConfigurationRecorder")]
    [InlineData("organizations:LeaveOrganization")]
    [InlineData("iam:CreateAccessKey")]
    [InlineData("s3:BypassGovernanceRetention")]
    [InlineData("s3:PutBucketPublicAccessBlock")]
    public void Sharing_and_switching_off_evidence_are_refused(string action) =>
        Assert.False(Administrator.May(new AwsRequest(action, "*")
            .In("eu-west-1")
            .With("aws:PrincipalArn", "arn:aws:iam::222222222221:role/somebody")));

    [Fact]
    public void The_deployment_may_change_the_trail_and_nobody_else() => Assert.True(
        Administrator.May(new AwsRequest("cloudtrail:UpdateTrail", "*")
            .In("eu-west-1")
            .With("aws:PrincipalArn", "arn:aws:iam::222222222221:role/domicile-eu-cloudformation")));

    [Fact]
    public void Root_does_nothing() => Assert.False(Administrator.May(new AwsRequest("s3:GetObject", "*")
        .In("eu-west-1")
        .With("aws:PrincipalArn", "arn:aws:iam::222222222221:root")));

    [Fact]
    public void Each_policy_is_as_short_as_AWS_takes_it()
    {
        var files = Worlds().SelectMany(world => PolicyFiles.Of(world.World)).ToList();
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.InRange(file.Value.Length, 1, LengthMax));

        static Synthesized[] Worlds() => [Synthesized.Shipped, Synthesized.OneRegion, Synthesized.FourRegions];
    }
}
