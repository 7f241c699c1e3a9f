using Domicile.Infrastructure.Stacks;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Messaging;

/// <summary>What nobody may do with the audit bucket, whatever a role's own policies allow.</summary>
internal static class AuditBucketPolicy
{
    private const string OtherKey = "s3:x-amz-server-side-encryption-aws-kms-key-id";

    /// <param name="region">Whose bucket it is.</param>
    /// <param name="bucket">Its ARN.</param>
    /// <param name="key">The ARN of the key that it encrypts with.</param>
    /// <param name="daysMax">The longest time that anything is kept.</param>
    public static Dictionary<string, object> Of(
        RegionPlan region, string bucket, string key, int daysMax) => Statement.Policy(
        Never("OverTlsOnly", [bucket, $"{bucket}/*"], "s3:*") with
        {
            Conditions = [("Bool", "aws:SecureTransport", "false")],
        },
        Never("OverRecentTlsOnly", [bucket, $"{bucket}/*"], "s3:*") with
        {
            Conditions = [("NumericLessThan", "s3:TlsVersion", "1.2")],
        },
        Never("NobodyOfAnotherAccount", [bucket, $"{bucket}/*"], "s3:*") with
        {
            Conditions =
            [
                ("StringNotEquals", "aws:PrincipalAccount", region.Account),
                ("BoolIfExists", "aws:PrincipalIsAWSService", "false"),
            ],
        },
        Never("UnderTheBucketsKeyOnly", [$"{bucket}/*"], "s3:PutObject") with
        {
            // Who names no key gets the bucket's own.
            Conditions =
            [
                ("Null", "s3:x-amz-server-side-encryption", "false"),
                ("StringNotEquals", "s3:x-amz-server-side-encryption", "aws:kms"),
            ],
        },
        Never("UnderNoOtherKey", [$"{bucket}/*"], "s3:PutObject") with
        {
            Conditions =
            [
                ("Null", OtherKey, "false"),
                ("StringNotEquals", OtherKey, key),
            ],
        },
        Never("RetentionIsShortenedByTwo", [$"{bucket}/*"], "s3:BypassGovernanceRetention") with
        {
            Conditions = [("ArnNotEquals", "aws:PrincipalArn", RetentionRelease.Role(region))],
        },
        Never("NothingIsKeptForEver", [$"{bucket}/*"], "s3:PutObject", "s3:PutObjectRetention") with
        {
            Conditions = [("NumericGreaterThan", "s3:object-lock-remaining-retention-days", daysMax)],
        },
        Never("NothingIsLockedBeyondLaw", [$"{bucket}/*"], "s3:PutObject", "s3:PutObjectRetention") with
        {
            // Nobody could end it, not even by a court's order.
            Conditions = [("StringEquals", "s3:object-lock-mode", "COMPLIANCE")],
        });

    private static Statement Never(string sid, IReadOnlyList<string> resources, params string[] actions) => new(sid)
    {
        Allows = false,
        Principal = Statement.Anybody,
        Actions = actions,
        Resources = resources,
    };
}
