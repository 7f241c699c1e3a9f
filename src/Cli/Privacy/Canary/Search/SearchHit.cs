namespace Domicile.Cli.Privacy.Canary.Search;

/// <summary>One place where a needle was found.</summary>
/// <param name="Marker">What was found, such as <c>name</c>.</param>
/// <param name="Form">In which form.</param>
/// <param name="File">Relative to the world's folder.</param>
/// <param name="Inside">What it is packed in there, such as <c> &gt; gzip</c>; empty for plain.</param>
/// <param name="At">The offset, in the file or in what it is packed in.</param>
internal sealed record SearchHit(string Marker, string Form, string File, string Inside, long At);
