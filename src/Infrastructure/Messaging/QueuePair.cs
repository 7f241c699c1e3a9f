using Amazon.CDK.AWS.SQS;
using Constructs;
using Domicile.Infrastructure.Stacks;

namespace Domicile.Infrastructure.Messaging;

/// <summary>
/// A queue and its dead letters. Both are encrypted with keys that SQS keeps, since a key of ours would have to be
/// opened to every account that sends; both are spoken to over TLS only.
/// </summary>
internal sealed class QueuePair
{
    /// <summary>
    /// A message that was received is away from others for so long: six times what one event may take a function, as
    /// AWS advises, so that a slow one is not worked off twice.
    /// </summary>
    public const int VisibilitySeconds = 480;

    /// <summary>As the local queue has it: received so often without being deleted, it is dead.</summary>
    private const int ReceiveMax = 10;

    private const int Day = 24 * 60 * 60;

    /// <summary>
    /// A dead letter's days go on counting from when it was sent, so the dead are kept for longer. Nothing that matters
    /// lives only in a queue.
    /// </summary>
    private const int KeptDays = 4;

    private const int DeadKeptDays = 14;

    /// <summary>256 KiB, which the local queue takes too.</summary>
    private const int MessageBytesMax = 262_144;

    private const int LongPollSeconds = 20;

    /// <param name="scope">The stack.</param>
    /// <param name="id">Begins the logical ids.</param>
    /// <param name="place">Account, AWS Region and name of the queue.</param>
    /// <param name="senders">Who else may send to it; its own account's roles may by their own policies.</param>
    public QueuePair(Construct scope, string id, QueuePlace place, IReadOnlyList<Statement> senders)
    {
        var deadPlace = place with { Name = Names.DeadLetters(place.Name) };
        var dead = new CfnQueue(scope, $"{id}Dead", new CfnQueueProps
        {
            QueueName = deadPlace.Name,
            SqsManagedSseEnabled = true,
            MaximumMessageSize = MessageBytesMax,
            MessageRetentionPeriod = DeadKeptDays * Day,
            VisibilityTimeout = VisibilitySeconds,
            RedriveAllowPolicy = new Dictionary<string, object>
            {
                ["redrivePermission"] = "byQueue",
                ["sourceQueueArns"] = new[] { place.Arn },
            },
        });
        var queue = new CfnQueue(scope, $"{id}Queue", new CfnQueueProps
        {
            QueueName = place.Name,
            SqsManagedSseEnabled = true,
            MaximumMessageSize = MessageBytesMax,
            MessageRetentionPeriod = KeptDays * Day,
            ReceiveMessageWaitTimeSeconds = LongPollSeconds,
            VisibilityTimeout = VisibilitySeconds,
            RedrivePolicy = new Dictionary<string, object>
            {
                ["deadLetterTargetArn"] = dead.AttrArn,
                ["maxReceiveCount"] = ReceiveMax,
            },
        });
        Policy = new CfnQueuePolicy(scope, $"{id}Policy", new CfnQueuePolicyProps
        {
            Queues = [queue.Ref],
            PolicyDocument = Statement.Policy([OverTls(place.Arn), .. senders]),
        });
        _ = new CfnQueuePolicy(scope, $"{id}DeadPolicy", new CfnQueuePolicyProps
        {
            Queues = [dead.Ref],
            PolicyDocument = Statement.Policy(OverTls(deadPlace.Arn)),
        });
    }

    /// <summary>Must stand before whoever sends is told of the queue.</summary>
    public CfnQueuePolicy Policy { get; }

    private static Statement OverTls(string arn) => new("OverTlsOnly")
    {
        Allows = false,
        Principal = Statement.Anybody,
        Actions = ["sqs:*"],
        Resources = [arn],
        Conditions = [("Bool", "aws:SecureTransport", "false")],
    };
}
