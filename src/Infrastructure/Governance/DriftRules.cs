namespace Domicile.Infrastructure.Governance;

/// <summary>How drift is seen: untagged, unencrypted, public, unguarded.</summary>
internal static class DriftRules
{
    public static IReadOnlyList<DriftRule> All { get; } =
    [
        new("tagged", "REQUIRED_TAGS", "A thing without our tags belongs to nobody")
        {
            Inputs = new()
            {
                ["tag1Key"] = "domicile:world",
                ["tag2Key"] = "domicile:region",
                ["tag3Key"] = "domicile:site",
                ["tag4Key"] = "domicile:stack",
            },
            Types =
            [
                "AWS::EC2::Instance", "AWS::EC2::SecurityGroup", "AWS::EC2::Subnet", "AWS::EC2::VPC",
                "AWS::EC2::Volume", "AWS::RDS::DBInstance", "AWS::S3::Bucket",
            ],
        },
        new("databases-encrypted", "RDS_STORAGE_ENCRYPTED", "Rows at rest are encrypted with the site's key"),
        new("volumes-encrypted", "ENCRYPTED_VOLUMES", "Nothing of ours lies in the clear on a disk"),
        new("buckets-encrypted", "S3_BUCKET_SERVER_SIDE_ENCRYPTION_ENABLED", "Objects are encrypted"),
        new("buckets-by-tls", "S3_BUCKET_SSL_REQUESTS_ONLY", "Objects are not sent in the clear"),
        new("buckets-not-readable", "S3_BUCKET_PUBLIC_READ_PROHIBITED", "Nobody outside reads a bucket"),
        new("buckets-not-writable", "S3_BUCKET_PUBLIC_WRITE_PROHIBITED", "Nobody outside writes into a bucket"),
        new("databases-not-public", "RDS_INSTANCE_PUBLIC_ACCESS_CHECK", "A node has no address on the internet"),
        new("snapshots-not-public", "RDS_SNAPSHOTS_PUBLIC_PROHIBITED", "A snapshot is nobody else's"),
        new("functions-not-public", "LAMBDA_FUNCTION_PUBLIC_ACCESS_PROHIBITED", "Nobody outside runs a function"),
        new("instances-by-token", "EC2_IMDSV2_CHECK", "An instance gives its role to its own processes only"),
        new("databases-kept", "RDS_CLUSTER_DELETION_PROTECTION_ENABLED", "A cluster is not deleted by a slip"),
        new(
            "secrets-turned",
            "SECRETSMANAGER_SCHEDULED_ROTATION_SUCCESS_CHECK",
            "A password is rotated by its day, also when nothing says that it failed"),
        new("networks-logged", "VPC_FLOW_LOGS_ENABLED", "Who spoke with whom can be found out"),
        new("doors", "VPC_SG_OPEN_ONLY_TO_AUTHORIZED_PORTS", "The internet may call 443 and nothing else")
        {
            Inputs = new() { ["authorizedTcpPorts"] = "443" },
        },
        new("trail-on", "CLOUD_TRAIL_ENABLED", "Who did what is written down"),
        new("keys-without-rights-to-all", "IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS", "No policy allows everything"),
    ];
}
