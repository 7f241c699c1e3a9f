using System.Text.Json;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Tests.Messaging;

public sealed class AuditBucketTests
{
    private static readonly Synthesized[] Worlds =
        [Synthesized.OneRegion, Synthesized.Shipped, Synthesized.FourRegions];

    private static IEnumerable<(Synthesized World, RegionPlan Region)> Regions =>
        Worlds.SelectMany(world => world.World.Regions.Select(region => (world, region)));

    [Fact]
    public void Each_region_has_one_bucket_of_documents_in_its_writer_site()
    {
        foreach (var (world, region) in Regions)
        {
            Assert.Equal(
                $"domicile-{region.Name}-audit-{region.Account}",
                Bucket(world, region).GetProperty("BucketName").GetString());
        }
    }

    [Fact]
    public void What_is_put_is_locked_in_governance_mode_and_every_version_is_kept()
    {
        foreach (var (world, region) in Regions)
        {
            var bucket = Bucket(world, region);
            Assert.True(bucket.GetProperty("ObjectLockEnabled").GetBoolean());
            Assert.Equal("Enabled", bucket.GetProperty("VersioningConfiguration").GetProperty("Status").GetString());
            var retention = bucket.GetProperty("ObjectLockConfiguration").GetProperty("Rule")
                .GetProperty("DefaultRetention");
            Assert.Equal("GOVERNANCE", retention.GetProperty("Mode").GetString());
            Assert.Equal(region.Topology.Retention.Documents, retention.GetProperty("Years").GetInt32());
        }
    }

    [Fact]
    public void All_versions_go_after_the_longest_retention_and_not_before()
    {
        foreach (var (world, region) in Regions)
        {
            var rules = Bucket(world, region).GetProperty("LifecycleConfiguration").GetProperty("Rules")
                .EnumerateArray().ToList();
            var expiry = Assert.Single(rules, rule => rule.TryGetProperty("ExpirationInDays", out _));
            Assert.Equal("Enabled", expiry.GetProperty("Status").GetString());

            // Put on the first of January, a document is kept until the end of the last of its years.
            var put = new DateOnly(2026, 1, 1);
            var kept = new DateOnly(2026 + region.Topology.Retention.Documents, 12, 31);
            Assert.True(expiry.GetProperty("ExpirationInDays").GetInt32() >= kept.DayNumber - put.DayNumber);
            Assert.True(expiry.GetProperty("ExpirationInDays").GetInt32() <= kept.DayNumber - put.DayNumber + 31);
            Assert.True(expiry.TryGetProperty("NoncurrentVersionExpiration", out _));
            Assert.Contains(rules, rule => rule.TryGetProperty("ExpiredObjectDeleteMarker", out _));
        }
    }

    [Fact]
    public void It_is_encrypted_with_the_sites_key_and_closed_to_the_public()
    {
        foreach (var (world, region) in Regions)
        {
            var bucket = Bucket(world, region);
            var encryption = bucket.GetProperty("BucketEncryption").GetProperty("ServerSideEncryptionConfiguration")[0]
                .GetProperty("ServerSideEncryptionByDefault");
            Assert.Equal("aws:kms", encryption.GetProperty("SSEAlgorithm").GetString());
            Assert.True(encryption.TryGetProperty("KMSMasterKeyID", out _));
            Assert.All(
                bucket.GetProperty("PublicAccessBlockConfiguration").EnumerateObject(),
                block => Assert.True(block.Value.GetBoolean()));
            Assert.Equal(4, bucket.GetProperty("PublicAccessBlockConfiguration").EnumerateObject().Count());
        }
    }

    [Fact]
    public void Nobody_reads_it_in_the_clear_or_from_another_account()
    {
        foreach (var (world, region) in Regions)
        {
            var policy = Policy(world, region);
            var clear = policy.Find("OverTlsOnly")!.Value;
            Assert.Equal("Deny", clear.GetProperty("Effect").GetString());
            Assert.Equal(["false"], WrittenPolicy.Condition(clear, "Bool", "aws:SecureTransport"));
            var others = policy.Find("NobodyOfAnotherAccount")!.Value;
            Assert.Equal("Deny", others.GetProperty("Effect").GetString());
            Assert.Equal(
                [region.Account], WrittenPolicy.Condition(others, "StringNotEquals", "aws:PrincipalAccount"));
            Assert.Empty(policy.Allowing("s3:GetObject"));
        }
    }

    [Fact]
    public void Only_the_automation_that_two_start_ends_a_lock()
    {
        foreach (var (world, region) in Regions)
        {
            var bypass = $"arn:aws:iam::{region.Account}:role/domicile-{region.Name}-retention-bypass";
            var forbidden = Assert.Single(Policy(world, region).Forbidding("s3:BypassGovernanceRetention"));
            Assert.Equal([bypass], WrittenPolicy.Condition(forbidden, "ArnNotEquals", "aws:PrincipalArn"));

            var document = Assert.Single(world.Resources(Stack(region), "AWS::SSM::Document")).Properties;
            var content = document.GetProperty("Content");
            Assert.Equal(bypass, content.GetProperty("assumeRole").GetString());
            var steps = content.GetProperty("mainSteps").EnumerateArray().ToList();
            Assert.Equal(
                ["aws:approve", "aws:executeAwsApi"], steps.Select(step => step.GetProperty("action").GetString()));
            Assert.Equal("Abort", steps[0].GetProperty("onFailure").GetString());
            Assert.Equal(
                [$"arn:aws:iam::{region.Account}:role/domicile-{region.Name}-retention-approver"],
                WrittenPolicy.Texts(steps[0].GetProperty("inputs"), "Approvers"));
        }
    }

    [Fact]
    public void A_new_document_is_told_to_the_documents_queue_which_hears_no_other_bucket()
    {
        foreach (var (world, region) in Regions)
        {
            var queue = $"arn:aws:sqs:{region.WriterSite.Name}:{region.Account}:domicile-{region.Name}-documents";
            var told = Assert.Single(Bucket(world, region).GetProperty("NotificationConfiguration")
                .GetProperty("QueueConfigurations").EnumerateArray());
            Assert.Equal("s3:ObjectCreated:*", told.GetProperty("Event").GetString());
            Assert.Equal(queue, told.GetProperty("Queue").GetString());

            var policy = world.Resources(Stack(region), "AWS::SQS::QueuePolicy")
                .Single(policy => policy.Id == "DocumentsPolicy").Properties.GetProperty("PolicyDocument");
            var allowed = new WrittenPolicy(policy).Allowing("sqs:SendMessage").Single();
            Assert.Equal("s3.amazonaws.com", allowed.GetProperty("Principal").GetProperty("Service").GetString());
            Assert.Equal(
                [$"arn:aws:s3:::domicile-{region.Name}-audit-{region.Account}"],
                WrittenPolicy.Condition(allowed, "ArnEquals", "aws:SourceArn"));
            Assert.Equal("DocumentsPolicy", Assert.Single(Resource(world, region).GetProperty("DependsOn")
                .EnumerateArray()).GetString());
        }
    }

    [Fact]
    public void It_stays_when_its_stack_goes()
    {
        foreach (var (world, region) in Regions)
        {
            Assert.Equal("Retain", Resource(world, region).GetProperty("DeletionPolicy").GetString());
            Assert.Equal("Retain", Resource(world, region).GetProperty("UpdateReplacePolicy").GetString());
        }
    }

    private static string Stack(RegionPlan region) => $"Domicile-{region.Name}-{region.WriterSite.Name}-Messaging";

    private static JsonElement Resource(Synthesized world, RegionPlan region) =>
        world.Templates[Stack(region)].GetProperty("Resources").GetProperty("Audit");

    private static JsonElement Bucket(Synthesized world, RegionPlan region) =>
        Assert.Single(world.Resources(Stack(region), "AWS::S3::Bucket")).Properties;

    private static WrittenPolicy Policy(Synthesized world, RegionPlan region) => new(Assert.Single(
        world.Resources(Stack(region), "AWS::S3::BucketPolicy")).Properties.GetProperty("PolicyDocument"));
}
