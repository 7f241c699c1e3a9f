using Amazon.CDK.AWS.IAM;
using Constructs;
using Domicile.Infrastructure.Stacks;

namespace Domicile.Infrastructure.Identity;

/// <summary>Makes roles of one account, each with one policy of its own.</summary>
/// <param name="scope">The stack.</param>
/// <param name="boundary">What none of them can exceed; null where there is no boundary.</param>
internal sealed class RoleMaker(Construct scope, string? boundary)
{
    private const int SessionSecondsMax = 3600;

    /// <param name="id">The logical id.</param>
    /// <param name="name">The role's name.</param>
    /// <param name="trust">Who may take it on.</param>
    /// <param name="grants">What it may do.</param>
    public CfnRole Make(string id, string name, Statement trust, IReadOnlyList<Statement> grants) =>
        new(scope, id, new CfnRoleProps
        {
            RoleName = name,
            AssumeRolePolicyDocument = Statement.Policy(trust),
            MaxSessionDuration = SessionSecondsMax,
            PermissionsBoundary = boundary,
            Policies = new object[]
            {
                new CfnRole.PolicyProperty { PolicyName = name, PolicyDocument = Statement.Policy(grants) },
            },
        });

    /// <summary>Whatever compute a region has: a function, an instance, a pod.</summary>
    public static Statement Compute(string account) => new("WhateverItRunsOn")
    {
        Principal = Statement.Service("lambda.amazonaws.com", "ec2.amazonaws.com", "pods.eks.amazonaws.com"),
        Actions = ["sts:AssumeRole", "sts:TagSession"],
        Resources = [],
        Conditions = [("StringEqualsIfExists", "aws:SourceAccount", account)],
    };

    /// <summary>People who have a permission set of ours in an account.</summary>
    /// <param name="account">The account.</param>
    /// <param name="set">The set's name without what all of ours begin with, such as <c>Operate</c>.</param>
    public static Statement People(string account, string set) => new($"PeopleWho{set}")
    {
        Principal = Statement.Account(account),
        Actions = ["sts:AssumeRole", "sts:TagSession"],
        Resources = [],
        Conditions =
        [
            (
                "ArnLike",
                "aws:PrincipalArn",
                $"arn:aws:iam::{account}:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_Domicile{set}_*"),
        ],
    };

    /// <summary>
    /// One service of AWS, for resources of this account. Not every service says for whom it comes - Lambda,
    /// CloudFormation and CloudTrail do not - and a condition that must be met would lock those out: what keeps others
    /// from a role is that only this account can hand it over.
    /// </summary>
    public static Statement Service(string account, string service) => new("OneService")
    {
        Principal = Statement.Service(service),
        Actions = ["sts:AssumeRole"],
        Resources = [],
        Conditions = [("StringEqualsIfExists", "aws:SourceAccount", account)],
    };
}
