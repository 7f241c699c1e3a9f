using System.ComponentModel;
using Domicile.Server.Books;
using Domicile.Server.Docs;

namespace Domicile.Server.Health;

/// <summary>How one node of the region was found just now.</summary>
internal sealed record NodeAnswer(
    [property: Description("Its name in the world.")]
    [property: Example("eu/s1")] string Node,
    [property: Description("answers, not-seen, silent, schema-unknown, or behind.")]
    [property: Example("answers")] NodeCondition Condition,
    [property: Description("What is wrong and what to do; null when it answers.")] string? Problem)
{
    public static NodeAnswer Of(NodeState state) => new(state.Node, state.Condition, state.Problem);
}
