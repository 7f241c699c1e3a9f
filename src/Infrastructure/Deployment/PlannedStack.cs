using System.Text.Json.Serialization;
using Domicile.Infrastructure.Network.Crossing;
using Domicile.Infrastructure.Stacks;

namespace Domicile.Infrastructure.Deployment;

/// <summary>One stack as the deployment sees it.</summary>
internal sealed record PlannedStack(string Name, string Account, string Site)
{
    /// <summary>The region of ours; <c>world</c> for a stack of the world's own account.</summary>
    public required string Region { get; init; }

    [JsonIgnore]
    public bool IsOfWorld => Region == WorldStack.World;

    public required Turn Turn { get; init; }

    /// <summary>Names of the stacks that have to stand before.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    /// <summary>Parameters that are filled with outputs of other stacks.</summary>
    public IReadOnlyList<Filling> Fillings { get; init; } = [];

    /// <summary>Parameters without a default that whoever deploys has to give, such as an image's digest.</summary>
    public IReadOnlyList<string> Asked { get; init; } = [];

    /// <summary>Outputs that name attachments of hubs, each with the site whose hub has to accept it.</summary>
    public IReadOnlyList<HubRequest> Requests { get; init; } = [];

    /// <summary>What CloudFormation wants to be told that the template does.</summary>
    public IReadOnlyList<string> Capabilities { get; init; } = ["CAPABILITY_NAMED_IAM"];
}
