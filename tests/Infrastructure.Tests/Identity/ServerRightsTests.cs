using Domicile.Infrastructure.Tests.Identity.Policies;

namespace Domicile.Infrastructure.Tests.Identity;

/// <summary>What a region's processes may do by their own policies, their boundary and the guardrails.</summary>
public sealed class ServerRightsTests
{
    private const string Eu = "222222222221";
    private const string Us = "222222222222";

    private static readonly Rights Workers = RegionRights.Of(Synthesized.FourRegions, "eu", "Workers");
    private static readonly Rights Api = RegionRights.Of(Synthesized.FourRegions, "eu", "Api");
    private static readonly Rights Migrations = RegionRights.Of(Synthesized.FourRegions, "eu", "Migrations");

    private static readonly AwsRequest Replicate =
        new AwsRequest("kms:ReplicateKey", $"arn:aws:kms:eu-west-1:{Eu}:key/mrk-1")
            .In("eu-west-1")
            .With("aws:ResourceTag/domicile:region", "eu")
            .With("aws:ResourceTag/domicile:use", "user-keys");

    [Fact]
    public void Workers_copy_users_keys_to_the_regions_own_sites_only()
    {
        Assert.Null(Workers.Refusal(Replicate.With("kms:ReplicaRegion", "eu-north-1")));
        Assert.Contains(
            "denies it: NoCopiesOfKeysOutside",
            Workers.Refusal(Replicate.With("kms:ReplicaRegion", "us-east-1")),
            StringComparison.Ordinal);
        Assert.False(Api.May(Replicate.With("kms:ReplicaRegion", "eu-north-1")));
    }

    [Fact]
    public void Workers_make_keys_with_the_regions_tags_only()
    {
        var make = new AwsRequest("kms:CreateKey", "*")
            .In("eu-west-1")
            .With("aws:RequestTag/domicile:region", "eu")
            .With("aws:RequestTag/domicile:use", "user-keys");
        Assert.Null(Workers.Refusal(make));
        Assert.False(Workers.May(make.With("aws:RequestTag/domicile:region", "us")));
        Assert.False(Workers.May(make.In("us-east-1")));
        Assert.False(Api.May(make));
    }

    [Fact]
    public void Workers_end_generations_of_users_keys_and_no_other_key()
    {
        var end = new AwsRequest("kms:ScheduleKeyDeletion", $"arn:aws:kms:eu-north-1:{Eu}:key/mrk-1").In("eu-north-1");
        Assert.False(Workers.May(end));
        Assert.Null(Workers.Refusal(end
            .With("aws:ResourceTag/domicile:region", "eu")
            .With("aws:ResourceTag/domicile:use", "user-keys")));
    }

    [Fact]
    public void Workers_send_to_other_regions_and_do_not_look_into_them()
    {
        var queue = $"arn:aws:sqs:us-east-1:{Us}:domicile-us";
        Assert.Null(Workers.Refusal(new AwsRequest("sqs:SendMessage", queue).In("us-east-1")));
        Assert.False(Workers.May(new AwsRequest("sqs:ReceiveMessage", queue).In("us-east-1")));
        Assert.False(Workers.May(new AwsRequest("sqs:DeleteMessage", queue).In("us-east-1")));
        Assert.Null(Workers.Refusal(
            new AwsRequest("sqs:ReceiveMessage", $"arn:aws:sqs:eu-west-1:{Eu}:domicile-eu").In("eu-west-1")));
        Assert.Null(Workers.Refusal(
            new AwsRequest("sqs:SendMessage", "arn:aws:sqs:eu-west-1:111111111111:domicile-central").In("eu-west-1")));
    }

    [Fact]
    public void Each_role_enters_nodes_with_its_own_login_only()
    {
        foreach (var (rights, own) in new[] { (Api, "server"), (Workers, "worker"), (Migrations, "migrations") })
        {
            foreach (var login in new[] { "server", "worker", "migrations", "master" })
            {
                var read = new AwsRequest(
                    "secretsmanager:GetSecretValue",
                    $"arn:aws:secretsmanager:eu-central-1:{Eu}:secret:domicile/eu/s1/{login}-a1B2c3")
                    .In("eu-central-1");
                Assert.Equal(login == own, rights.May(read));
            }
        }
    }

    [Fact]
    public void Only_migrations_say_where_nodes_are_and_ask_which_cluster_writes_in_the_own_region()
    {
        var tell = new AwsRequest(
            "ssm:PutParameter", $"arn:aws:ssm:eu-central-1:{Eu}:parameter/domicile/eu/nodes/s1").In("eu-central-1");
        var find = new AwsRequest(
            "rds:DescribeGlobalClusters", $"arn:aws:rds::{Eu}:global-cluster:domicile-eu-s1-global").In("eu-central-1");
        var look = new AwsRequest(
            "rds:DescribeDBClusters", $"arn:aws:rds:eu-central-1:{Eu}:cluster:domicile-eu-s1").In("eu-central-1");
        foreach (var request in new[] { tell, find, look })
        {
            Assert.Null(Migrations.Refusal(request));
            Assert.False(Api.May(request));
            Assert.False(Workers.May(request));
        }

        Assert.False(Migrations.May(new AwsRequest(
            "ssm:PutParameter", $"arn:aws:ssm:eu-central-1:{Eu}:parameter/domicile/topology").In("eu-central-1")));
        Assert.False(Migrations.May(new AwsRequest(
            "ssm:PutParameter", $"arn:aws:ssm:us-east-1:{Us}:parameter/domicile/us/nodes/s1").In("us-east-1")));
        Assert.False(Migrations.May(new AwsRequest(
            "rds:FailoverGlobalCluster",
            $"arn:aws:rds::{Eu}:global-cluster:domicile-eu-s1-global").In("eu-central-1")));
    }

    [Fact]
    public void No_process_reads_another_regions_secrets_or_nodes()
    {
        foreach (var rights in new[] { Api, Workers, Migrations })
        {
            Assert.False(rights.May(new AwsRequest(
                "secretsmanager:GetSecretValue",
                $"arn:aws:secretsmanager:us-east-1:{Us}:secret:domicile/us/s1/worker-a1B2c3").In("us-east-1")));
            Assert.False(rights.May(new AwsRequest(
                "ssm:GetParameter", $"arn:aws:ssm:us-east-1:{Us}:parameter/domicile/us/nodes/s1").In("us-east-1")));
        }
    }

    [Fact]
    public void The_API_reads_documents_and_keeps_none()
    {
        var document = $"arn:aws:s3:::domicile-eu-audit-{Eu}/documents/1";
        Assert.Null(Api.Refusal(new AwsRequest("s3:GetObject", document).In("eu-west-1")));
        Assert.False(Api.May(new AwsRequest("s3:PutObject", document).In("eu-west-1")));
        Assert.Null(Workers.Refusal(new AwsRequest("s3:PutObject", document).In("eu-west-1")));
        Assert.False(Workers.May(new AwsRequest("s3:BypassGovernanceRetention", document).In("eu-west-1")));
    }

    [Fact]
    public void Users_keys_are_used_by_their_alias_in_any_of_the_sites()
    {
        var wrap = new AwsRequest("kms:Encrypt", $"arn:aws:kms:eu-north-1:{Eu}:key/mrk-1").In("eu-north-1");
        Assert.False(Api.May(wrap));
        Assert.Null(Api.Refusal(wrap.With("kms:ResourceAliases", "alias/domicile-eu-keys-7")));
        Assert.False(Api.May(wrap.With("kms:ResourceAliases", "alias/domicile-us-keys-7")));
        Assert.False(Migrations.May(wrap.With("kms:ResourceAliases", "alias/domicile-eu-keys-7")));
    }

    [Fact]
    public void Workers_delete_users_of_their_own_regions_pool_and_the_API_deletes_nobody()
    {
        var pool = $"arn:aws:cognito-idp:eu-west-1:{Eu}:userpool/eu-west-1_a";
        var own = new AwsRequest("cognito-idp:AdminDeleteUser", pool).In("eu-west-1").With(
            "aws:ResourceTag/domicile:region", "eu");
        Assert.Null(Workers.Refusal(own));
        Assert.False(Workers.May(own.With("aws:ResourceTag/domicile:region", "us")));
        Assert.False(Workers.May(own with { Action = "cognito-idp:AdminCreateUser" }));
        Assert.False(Api.May(own));
    }

    [Fact]
    public void The_code_of_a_function_cannot_use_the_network_rights_that_Lambda_has_for_it()
    {
        var join = new AwsRequest("ec2:CreateNetworkInterface", "*").In("eu-west-1");
        Assert.Null(Api.Refusal(join));
        Assert.False(Api.May(join.With(
            "lambda:SourceFunctionArn", $"arn:aws:lambda:eu-west-1:{Eu}:function:domicile-eu-api")));
    }
}
