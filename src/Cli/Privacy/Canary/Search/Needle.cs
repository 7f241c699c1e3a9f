namespace Domicile.Cli.Privacy.Canary.Search;

/// <summary>Bytes to look for.</summary>
/// <param name="Marker">What they are a form of, such as <c>name</c>.</param>
/// <param name="Form">Which form, such as <c>base64, 2nd of 3</c>.</param>
/// <param name="Bytes">At least <see cref="NeedleSet.LengthMin"/>.</param>
internal sealed record Needle(string Marker, string Form, byte[] Bytes);
