using Domicile.Infrastructure.Stacks;

namespace Domicile.Infrastructure.Messaging;

/// <summary>Where a queue is: senders of other accounts and AWS Regions know it by this.</summary>
internal sealed record QueuePlace(string Account, string Site, string Name)
{
    public string Arn => Names.QueueArn(Account, Site, Name);

    /// <summary>Lets a role of another account send, and nothing but send.</summary>
    /// <param name="sid">What for.</param>
    /// <param name="account">The other account.</param>
    /// <param name="role">Its role, which its own policies must allow it too.</param>
    public Statement SendBy(string sid, string account, string role) => new(sid)
    {
        Principal = Statement.Account(account),
        Actions = ["sqs:GetQueueUrl", "sqs:SendMessage"],
        Resources = [Arn],
        Conditions = [("ArnEquals", "aws:PrincipalArn", Names.RoleArn(account, role))],
    };
}
