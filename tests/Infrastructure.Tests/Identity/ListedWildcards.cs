namespace Domicile.Infrastructure.Tests.Identity;

/// <summary>Every wildcard that our policies allow something by. One that stands nowhere any more fails too.</summary>
internal static class ListedWildcards
{
    public static IReadOnlyList<ListedWildcard> All { get; } =
    [
        new(
            "AcceptHubs",
            "AWS makes up the id of what joins two hubs; the deployment looks first who asked",
            "arn:aws:ec2:{site}:{account}:transit-gateway-attachment/*"),
        new(
            "ApproveRemovals",
            "AWS makes up the id of an execution",
            "arn:aws:ssm:{site}:{account}:automation-execution/*"),
        new(
            "BeManaged",
            "Systems Manager's own calls of an instance name no resource that could be listed; none of them "
                + "reads a parameter or a secret",
            "*"),
        new(
            "ChangeOurStacks",
            "the id at the end of a stack's name is AWS's, and the edge's stacks stand in us-east-1",
            "arn:aws:cloudformation:*:{account}:stack/Domicile-world-*/*",
            "arn:aws:cloudformation:*:{account}:stack/Domicile-{region}-*/*"),
        new(
            "ChangeTheWriterSite",
            "shards are added later; the clusters are the region's own by their names",
            "arn:aws:rds::{account}:global-cluster:domicile-{region}-*",
            "arn:aws:rds:{site}:{account}:cluster:domicile-{region}-*"),
        new(
            "CopyGenerations",
            "a generation's key has no name before it is made; the condition asks for its tags and its target",
            "arn:aws:kms:{site}:{account}:key/*"),
        new(
            "CountChecks",
            "the calls take no resource; they tell names and states of checks",
            "*"),
        new(
            "EndGenerations",
            "a generation's key has no name before it is made; the condition asks for its tags",
            "arn:aws:kms:{site}:{account}:key/*"),
        new(
            "EnterClusters",
            "one permission set is for the accounts of all regions; each role's own trust names who enters it",
            "arn:aws:iam::*:role/domicile-*-operators"),
        new(
            "EnterNodes",
            "AWS ends a secret's name with six characters of its own, and shards are added later",
            "arn:aws:secretsmanager:{site}:{account}:secret:domicile/{region}/*/migrations-??????",
            "arn:aws:secretsmanager:{site}:{account}:secret:domicile/{region}/*/server-??????",
            "arn:aws:secretsmanager:{site}:{account}:secret:domicile/{region}/*/worker-??????"),
        new(
            "EnterTheApprover",
            "one permission set is for the accounts of all regions; each approver's own trust names who "
                + "enters it",
            "arn:aws:iam::*:role/domicile-*-retention-approver"),
        new(
            "EnterTheCentralNode",
            "AWS ends a secret's name with six characters of its own",
            "arn:aws:secretsmanager:{site}:{account}:secret:domicile/central/server-??????"),
        new(
            "EnterTheDeployer",
            "one permission set is for the accounts of all regions; each deployer's own trust names who "
                + "enters it",
            "arn:aws:iam::*:role/domicile-*-deployer", "arn:aws:iam::*:role/domicile-deployer"),
        new(
            "EnterTheRegistry",
            "the call names no resource; it gives a token that opens nothing by itself",
            "*"),
        new(
            "EraseSignIns",
            "a pool's id is AWS's; the condition asks for the region's tag",
            "arn:aws:cognito-idp:{site}:{account}:userpool/*"),
        new(
            "FindNodes",
            "shards are added later; the path is the region's own",
            "arn:aws:ssm:{site}:{account}:parameter/domicile/{region}/nodes/*"),
        new(
            "FindTheCentralNode",
            "the path is the central database's own",
            "arn:aws:ssm:{site}:{account}:parameter/domicile/central/nodes/*"),
        new(
            "FindWriters",
            "shards are added later; the clusters are the region's own by their names",
            "arn:aws:rds::{account}:global-cluster:domicile-{region}-*",
            "arn:aws:rds:{site}:{account}:cluster:domicile-{region}-*"),
        new(
            "TellWhereNodesAre",
            "shards are added later; the path is the region's own",
            "arn:aws:ssm:{site}:{account}:parameter/domicile/{region}/nodes/*"),
        new(
            "FindWhatWaits",
            "AWS makes up the id of an execution; nothing is changed by looking",
            "*"),
        new(
            "FromAws",
            "buckets of AWS itself, named as its documentation names them, for packages, patches and layers "
                + "of images",
            "*", "arn:aws:s3:::al2023-repos-{site}-de612dc2/*", "arn:aws:s3:::amazon-ssm-{site}/*",
            "arn:aws:s3:::aws-patch-manager-{site}-*/*", "arn:aws:s3:::aws-ssm-{site}/*",
            "arn:aws:s3:::patch-baseline-snapshot-{site}/*", "arn:aws:s3:::prod-{site}-starport-layer-bucket/*"),
        new(
            "GiveRunbooksTheirRole",
            "one permission set is for the accounts of all regions; the role is the runbooks' own",
            "arn:aws:iam::*:role/domicile-*-automation", "arn:aws:iam::*:role/domicile-*-retention-bypass"),
        new(
            "GrantsForServices",
            "the conditions ask for the own account and for a service that keeps the data, as AWS's own keys "
                + "do",
            "*"),
        new(
            "HandOverTemplates",
            "a bucket for templates in each site; objects have any name",
            "arn:aws:s3:::domicile-templates-{account}-*/*"),
        new(
            "JoinTheNetwork",
            "Lambda's own calls, of which AWS takes no resource; a function's code is refused them",
            "*"),
        new(
            "KeepDocuments",
            "objects have any name in the region's own bucket",
            "arn:aws:s3:::domicile-{region}-audit-{account}/*"),
        new(
            "ListKeys",
            "the call takes no resource; it tells names of aliases only",
            "*"),
        new(
            "Look",
            "people who watch see figures and configuration of all services; none of these calls reads a row, "
                + "a document, a secret or a key",
            "*", "autoscaling:Describe*", "backup:Describe*", "backup:List*", "cloudformation:Describe*",
            "cloudformation:Get*", "cloudformation:List*", "cloudwatch:Describe*", "cloudwatch:Get*",
            "cloudwatch:List*", "config:Describe*", "config:Get*", "config:List*", "ec2:Describe*", "eks:List*",
            "elasticloadbalancing:Describe*", "health:Describe*", "lambda:List*", "logs:Describe*", "oam:Get*",
            "oam:List*", "rds:Describe*", "sns:List*", "ssm:Describe*", "trustedadvisor:Describe*",
            "trustedadvisor:List*"),
        new(
            "LookAfterProfiles",
            "CloudFormation makes up the end of a profile's name",
            "arn:aws:iam::{account}:instance-profile/*omicile-*"),
        new(
            "LookAfterRoles",
            "CloudFormation makes up the end of a role's name",
            "arn:aws:iam::{account}:role/Domicile-world-*", "arn:aws:iam::{account}:role/Domicile-{region}-*",
            "arn:aws:iam::{account}:role/domicile-central*", "arn:aws:iam::{account}:role/domicile-{region}*"),
        new(
            "MakeGenerations",
            "a key that is not yet made has no name; the conditions ask for the region's tags and its sites",
            "*"),
        new(
            "MakeGlobalResources",
            "services without a Region, of which stacks make resources of any kind",
            "*", "budgets:*", "cloudfront:*", "route53:*"),
        new(
            "MakeResources",
            "a deployment makes, changes and removes resources of any kind of these services, in the "
                + "account's own sites; only CloudFormation can take on the role",
            "*", "acm:*", "apigateway:*", "application-autoscaling:*", "autoscaling:*", "backup-storage:*",
            "backup:*", "cloudformation:*", "cloudtrail:*", "cloudwatch:*", "cognito-idp:*", "config:*", "ec2:*",
            "ecr:*", "eks:*", "elasticloadbalancing:*", "events:*", "kms:*", "lambda:*", "logs:*", "oam:*", "rds:*",
            "s3:*", "scheduler:*", "secretsmanager:*", "serverlessrepo:*", "sns:*", "sqs:*", "ssm:*", "wafv2:*"),
        new(
            "MakeRoles",
            "CloudFormation makes up the end of a role's name; the condition asks for the boundary",
            "arn:aws:iam::{account}:role/Domicile-world-*", "arn:aws:iam::{account}:role/Domicile-{region}-*",
            "arn:aws:iam::{account}:role/domicile-central*", "arn:aws:iam::{account}:role/domicile-{region}*"),
        new(
            "NameGenerations",
            "each generation has the next number",
            "arn:aws:kms:{site}:{account}:alias/domicile-{region}-keys-*"),
        new(
            "NameServices",
            "AWS makes up the names of its services' own roles",
            "arn:aws:iam::{account}:role/aws-service-role/*"),
        new(
            "NameTheKeysOfGenerations",
            "a generation's key has no name before it is made; the condition asks for its tags",
            "arn:aws:kms:{site}:{account}:key/*"),
        new(
            "OwnAccount",
            "who may call through the endpoint is said by the condition: principals of the own account",
            "*"),
        new(
            "ReadDocuments",
            "objects have any name in the region's own bucket",
            "arn:aws:s3:::domicile-{region}-audit-{account}/*"),
        new(
            "ReadTemplates",
            "the calls read a template that was sent along, and no stack",
            "*"),
        new(
            "ReadTheHashKey",
            "AWS ends a secret's name with six characters of its own",
            "arn:aws:secretsmanager:{site}:{account}:secret:domicile/{region}/hash-key-??????"),
        new(
            "RegionsMayLink",
            "a sink's own policy speaks of that sink as *; the principals are the regions' accounts",
            "*"),
        new(
            "RemoveBeforeTheEnd",
            "objects have any name in the region's own bucket; only the automation takes on the role",
            "arn:aws:s3:::domicile-{region}-audit-{account}/*"),
        new(
            "Renew",
            "AWS makes up an id in the middle of a fleet's ARN; the name at its end is the fleet's own",
            "arn:aws:autoscaling:{site}:{account}:autoScalingGroup:*:autoScalingGroupName/domicile-{region}-api",
            "arn:aws:autoscaling:{site}:{account}:autoScalingGroup:*:autoScalingGroupName/domicile-{region}-nodes",
            "arn:aws:autoscaling:{site}:{account}:autoScalingGroup:*:autoScalingGroupName/domicile-{region}-workers"),
        new(
            "SayThatItAnswers",
            "AWS makes up an id in the middle of a fleet's ARN; the name at its end is the fleet's own",
            "arn:aws:autoscaling:{site}:{account}:autoScalingGroup:*:autoScalingGroupName/domicile-{region}-api",
            "arn:aws:autoscaling:{site}:{account}:autoScalingGroup:*:autoScalingGroupName/domicile-{region}-workers"),
        new(
            "RunRunbooks",
            "one permission set is for the accounts of all regions; the documents are ours by their name",
            "arn:aws:ssm:*:*:automation-definition/Domicile-*", "arn:aws:ssm:*:*:automation-execution/*",
            "arn:aws:ssm:*:*:document/Domicile-*"),
        new(
            "SeeAccounts",
            "the calls take no resource; they tell which accounts there are",
            "*"),
        new(
            "SeeTheOrganization",
            "the calls take no resource; they tell which accounts there are",
            "*"),
        new(
            "SeeWhichHubsAsk",
            "the call names no resource, and nothing is changed by looking; the condition asks for the "
                + "region's sites",
            "*"),
        new(
            "Sign",
            "a key's id is AWS's; the condition asks for the alias",
            "arn:aws:kms:{site}:{account}:key/*"),
        new(
            "SilenceAlarms",
            "one permission set is for the accounts of all regions; the alarms are ours by their name",
            "arn:aws:cloudwatch:*:*:alarm:domicile-*"),
        new(
            "ThePagesOwnDistribution",
            "pages have any name; the condition asks for the one distribution that shows them",
            "${Pages.Arn}/*"),
        new(
            "TurnLogins",
            "a node's secrets have one user each, and AWS ends a secret's name with six characters of its own",
            "arn:aws:secretsmanager:{site}:{account}:secret:domicile/central/*",
            "arn:aws:secretsmanager:{site}:{account}:secret:domicile/{region}/keys/*",
            "arn:aws:secretsmanager:{site}:{account}:secret:domicile/{region}/register/*",
            "arn:aws:secretsmanager:{site}:{account}:secret:domicile/{region}/s1/*",
            "arn:aws:secretsmanager:{site}:{account}:secret:domicile/{region}/s2/*"),
        new(
            "UseThroughServices",
            "the conditions ask for the own account and for a service that keeps the data, as AWS's own keys "
                + "do",
            "*"),
        new(
            "WhatServersUse",
            "a boundary allows nothing by itself; it is the rim of what a policy may allow",
            "*", "autoscaling:*", "backup-storage:*", "backup:*", "cloudwatch:*", "ec2:*", "ec2messages:*", "ecr:*",
            "eks-auth:*", "eks:*", "elasticloadbalancing:*", "events:*", "kms:*", "lambda:*", "logs:*", "oam:*",
            "rds:*", "s3:*", "secretsmanager:*", "sns:*", "sqs:*", "ssm:*", "ssmmessages:*", "support:*", "tag:*"),
        new(
            "WrapUserKeys",
            "a key's id is AWS's; the condition asks for the alias",
            "arn:aws:kms:{site}:{account}:key/*"),
        new(
            "WriteItsLogs",
            "Lambda makes up the names of the streams in the function's own group",
            "arn:aws:logs:{site}:{account}:log-group:/aws/lambda/domicile-central-rotation:*",
            "arn:aws:logs:{site}:{account}:log-group:/aws/lambda/domicile-{region}-rotation:*"),
        new(
            "WriteLogs",
            "log groups are made by several stacks; the path is the region's own",
            "arn:aws:logs:{site}:{account}:log-group:/aws/lambda/domicile-central*",
            "arn:aws:logs:{site}:{account}:log-group:/aws/lambda/domicile-{region}-*",
            "arn:aws:logs:{site}:{account}:log-group:/domicile/central/*",
            "arn:aws:logs:{site}:{account}:log-group:/domicile/{region}/*"),
        new(
            "WriteMetrics",
            "the call takes no resource; the condition asks for our namespace",
            "*"),
        new(
            "WriterWrites",
            "the service makes up names of its files below the prefix that it is given",
            "arn:aws:s3:::domicile-world-trail-{account}/AWSLogs/*",
            "arn:aws:s3:::domicile-{region}-config-{account}-{site}/AWSLogs/*",
            "arn:aws:s3:::domicile-{region}-trail-{account}/AWSLogs/*"),
    ];
}
