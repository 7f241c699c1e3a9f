namespace Domicile.Sharding.Topology.Aws;

/// <summary>How one region of ours runs on AWS.</summary>
public sealed record AwsRegion
{
    /// <summary>Twelve digits, or <see cref="AwsWorld.AccountPlaceholder"/> when the file names none.</summary>
    public string Account { get; init; } = AwsWorld.AccountPlaceholder;

    public Compute Compute { get; init; }

    public Joining Joining { get; init; }

    public DatabaseCapacity Database { get; init; } = DatabaseCapacity.Default;

    /// <summary>The region's host name; null for the region's name under <see cref="AwsWorld.Domain"/>.</summary>
    public string? Host { get; init; }

    /// <summary>Whose tokens the region trusts; null for its own Cognito user pool.</summary>
    public Uri? Issuer { get; init; }

    public RequestNeeds Requests { get; init; } = RequestNeeds.Default;
}
