namespace Domicile.Sharding.Topology;

/// <summary>One mistake in a topology file.</summary>
/// <param name="Path">The place as a JSON path, such as <c>$.regions[0].shards[1].ranges[0]</c>.</param>
/// <param name="Line">The line of the file, from 1.</param>
/// <param name="Message">What is wrong there, with which value, and what to do.</param>
public sealed record TopologyMistake(string Path, int Line, string Message)
{
    public override string ToString() => $"line {Line}, {Path}: {Message}";
}
