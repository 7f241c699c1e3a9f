namespace Domicile.Local.Worlds;

/// <summary>Something that whoever watches a world wants to hear at once.</summary>
/// <param name="Subject">The node or server, such as <c>eu/s1</c> or <c>eu/server</c>; or <c>world</c>.</param>
/// <param name="Text">What happened, in a sentence without its subject.</param>
/// <param name="IsFault">True when it should not have happened.</param>
public sealed record WorldEvent(string Subject, string Text, bool IsFault = false);
