namespace Domicile.Infrastructure.Tests.Identity.Policies;

/// <summary>One call to AWS: what, with which thing, from whom and under which circumstances.</summary>
/// <param name="Action">Such as <c>kms:ReplicateKey</c>.</param>
/// <param name="Resource">An ARN, or <c>*</c> for a call that names nothing.</param>
internal sealed record AwsRequest(string Action, string Resource)
{
    /// <summary>The keys of the request that conditions ask for.</summary>
    public Dictionary<string, string[]> Keys { get; init; } = [];

    /// <summary>With one more key.</summary>
    public AwsRequest With(string key, params string[] values) =>
        this with { Keys = new Dictionary<string, string[]>(Keys) { [key] = values } };

    /// <summary>Called in an AWS Region.</summary>
    public AwsRequest In(string site) => With("aws:RequestedRegion", site);
}
