namespace Domicile.Infrastructure.Compute.Fleets;

/// <summary>A number of like instances over the site's three zones.</summary>
/// <param name="Id">Begins the logical ids, such as <c>Api</c>.</param>
/// <param name="Name">The group's name, such as <c>domicile-eu-api</c>.</param>
/// <param name="Min">At least as many, 1 or more.</param>
/// <param name="Max">At most as many.</param>
internal sealed record Fleet(string Id, string Name, int Min, int Max)
{
    /// <summary>The systems-manager parameter that names the newest image of the operating system.</summary>
    public required string SystemImage { get; init; }

    /// <summary>Name of the role that instances have.</summary>
    public required string Role { get; init; }

    /// <summary>Ids of the security groups.</summary>
    public required string[] Groups { get; init; }

    /// <summary>Ids of the subnets, one a zone.</summary>
    public required string[] Subnets { get; init; }

    /// <summary>What an instance runs when it starts, in the form that CloudFormation fills.</summary>
    public required string UserData { get; init; }

    /// <summary>ARNs of the target groups that call them; none when nobody does.</summary>
    public string[] Targets { get; init; } = [];

    /// <summary>True when an instance says by itself that it is ready, so that a change waits for it.</summary>
    public bool Signals { get; init; }

    /// <summary>GB of the one volume, which holds no data.</summary>
    public int VolumeSize { get; init; } = 30;
}
