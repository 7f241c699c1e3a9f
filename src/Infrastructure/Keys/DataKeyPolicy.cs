using Domicile.Infrastructure.Stacks;

namespace Domicile.Infrastructure.Keys;

/// <summary>
/// Who may use a site's key for data at rest: the account's principals, and only through the services that keep the
/// data. Nobody has it to encrypt or decrypt by hand.
/// </summary>
internal static class DataKeyPolicy
{
    private static readonly string[] Services =
        ["backup", "ec2", "ecr", "eks", "lambda", "rds", "s3", "secretsmanager", "sns", "sqs", "ssm"];

    private static readonly string[] Use =
    [
        "kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext",
        "kms:ReEncryptFrom", "kms:ReEncryptTo",
    ];

    public static Dictionary<string, object> Of(string account, string site) => Statement.Policy(
        KeyStatements.Administration(account),
        KeyStatements.NoDestruction,
        new Statement("UseThroughServices")
        {
            // As the keys that AWS itself makes for a service: a service's own role has no policy to allow it.
            Principal = Statement.Anybody,
            Actions = Use,
            Conditions =
            [
                ("StringEquals", "kms:CallerAccount", account),
                ("StringEquals", "kms:ViaService", ThroughServices(site)),
            ],
        },
        new Statement("GrantsForServices")
        {
            // A database or a volume goes on using the key when whoever made it has gone.
            Principal = Statement.Anybody,
            Actions = ["kms:CreateGrant"],
            Conditions =
            [
                ("StringEquals", "kms:CallerAccount", account),
                ("StringEquals", "kms:ViaService", ThroughServices(site)),
                ("Bool", "kms:GrantIsForAWSResource", "true"),
            ],
        },
        Logs(account, site),
        Alarms(account));

    private static Statement Logs(string account, string site) => new("Logs")
    {
        Principal = Statement.Service($"logs.{site}.amazonaws.com"),
        Actions = Use,
        Conditions = [("ArnLike", "kms:EncryptionContext:aws:logs:arn", $"arn:aws:logs:{site}:{account}:log-group:*")],
    };

    private static Statement Alarms(string account) => new("Alarms")
    {
        Principal = Statement.Service("cloudwatch.amazonaws.com"),
        Actions = ["kms:Decrypt", "kms:GenerateDataKey"],
        Conditions = [("StringEquals", "aws:SourceAccount", account)],
    };

    private static string[] ThroughServices(string site) =>
        [.. Services.Select(service => $"{service}.{site}.amazonaws.com")];
}
