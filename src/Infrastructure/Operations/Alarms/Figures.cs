namespace Domicile.Infrastructure.Operations.Alarms;

/// <summary>Figures of our own servers as CloudWatch has them. None of them knows a user.</summary>
internal static class Figures
{
    public const string Namespace = "Domicile";

    /// <summary>Figures of a shard that the centre has not yet; of a node.</summary>
    public const string FiguresWaiting = "FiguresWaiting";

    /// <summary>Nodes of the region that do not answer; of a site.</summary>
    public const string NodesUnserved = "NodesUnserved";

    /// <summary>Passes that ended with an error; of a site.</summary>
    public const string PassFailures = "PassFailures";

    /// <summary>Requests that servers of the API answered; of a site.</summary>
    public const string Requests = "Requests";

    /// <summary>Answers of 500 and above; of a site.</summary>
    public const string Errors = "Errors";

    /// <summary>Milliseconds from a request to its answer; of a site.</summary>
    public const string Latency = "Latency";

    /// <summary>Requests for another region's user; of a site.</summary>
    public const string ResidencyRefusals = "ResidencyRefusals";

    /// <summary>Seconds since the oldest erasure that is not final was accepted; of a site.</summary>
    public const string ErasureAge = "ErasureAge";

    /// <summary>Those that the servers send; the others are counted by AWS.</summary>
    public static readonly string[] OfServers =
        [FiguresWaiting, NodesUnserved, PassFailures, Requests, Errors, Latency, ResidencyRefusals, ErasureAge];

    /// <summary>Changes in an AWS Region that is none of the account's; from the trail.</summary>
    public const string ForeignChanges = "ForeignChanges";

    /// <summary>Checks of Trusted Advisor by their state.</summary>
    public const string TrustedAdvisorChecks = "TrustedAdvisorChecks";
}
