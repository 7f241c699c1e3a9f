namespace Domicile.Cli.Output;

/// <summary>One line of a node's or server's log.</summary>
internal sealed record LogLine(string Node, string Text);
