using Domicile.Testing.Aws;

namespace Domicile.Aws.Tests.Queue;

/// <summary>SQS as moto plays it, faithfully but for two things that fauxqs does better.</summary>
public sealed class MotoQueueTests() : SqsPromises(StandIns.Moto)
{
    // Two of its threads may give the same message away.
    protected override bool KeepsMessagesAway => false;

    protected override bool RefusesOldReceipts => false;
}
