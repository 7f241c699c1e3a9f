namespace Domicile.Aws.Queue;

/// <summary>There is no such queue, or this process may not know of it.</summary>
/// <param name="name">In SQS.</param>
/// <param name="site">The AWS Region that was asked.</param>
public sealed class QueueMissingException(string name, string site) : Exception(
    $"There is no queue {name} in {site}, or this process has no right to ask for it: deploy the stack that makes it, "
    + "or look at the role's policy.");
