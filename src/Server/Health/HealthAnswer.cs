using System.ComponentModel;
using Domicile.Server.Docs;

namespace Domicile.Server.Health;

/// <summary>How the server is.</summary>
internal sealed record HealthAnswer(
    [property: Description("live, ready, or ready in part.")]
    [property: Example("ready")] string Status,
    [property: Description("The region served.")]
    [property: Example("eu")] string Region,
    [property: Description("The version of the shard map in use; null while there is none.")]
    [property: Example(1)] long? MapVersion,
    [property: Description("Every node that was looked at.")] IReadOnlyList<NodeAnswer> Nodes);
