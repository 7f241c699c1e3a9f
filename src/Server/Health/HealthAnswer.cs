using System.ComponentModel;
using Domicile.Server.Docs;

namespace Domicile.Server.Health;

/// <summary>How the server is.</summary>
internal sealed record HealthAnswer(
    [property: Description("live, ready, or ready in part.")]
    [property: Example("ready")] string Status,
    [property: Description("The region served.")]
    [property: Example("eu")] string Region,
    [property: Description("The site that this server runs in; empty when the topology names none.")]
    [property: Example("eu-west-1")] string Site,
    [property: Description("What the site is: writer, or reader, which hands writes on to the writer site.")]
    [property: Example("writer")] string SiteRole,
    [property: Description("Requests refused since the start because they are for another region.")]
    [property: Example(0)] long ResidencyRefusals,
    [property: Description("The version of the shard map in use; null while there is none.")]
    [property: Example(1)] long? MapVersion,
    [property: Description("Every node that was looked at.")] IReadOnlyList<NodeAnswer> Nodes);
