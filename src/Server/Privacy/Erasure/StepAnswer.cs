using System.ComponentModel;
using Domicile.Server.Docs;

namespace Domicile.Server.Privacy.Erasure;

/// <summary>A step of an erasure that is done.</summary>
internal sealed record StepAnswer(
    [property: Description("closed, paid-out, documents, registered, key, columns, register or notices.")]
    [property: Example("columns")] string Step,
    [property: Description("Where: a node, or the region.")]
    [property: Example("eu/s1")] string Place,
    [property: Description("When, UTC.")]
    [property: Example("2026-11-21T09:30:01Z")] DateTimeOffset DoneAt);
