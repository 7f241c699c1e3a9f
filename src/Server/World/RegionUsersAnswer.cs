using System.ComponentModel;
using Domicile.Server.Docs;

namespace Domicile.Server.World;

/// <summary>How many users a region has.</summary>
internal sealed record RegionUsersAnswer(
    [property: Description("The region.")]
    [property: Example("eu")] string Region,
    [property: Description("Its users.")]
    [property: Example(1204)] long Count);
