namespace Domicile.Server.Problems;

/// <summary>Another region and the public address of its server: all that this one knows of it.</summary>
/// <param name="Name">Such as <c>us</c>.</param>
/// <param name="Address">Null when no region of this name is known.</param>
internal sealed record OtherRegion(string Name, string? Address);
