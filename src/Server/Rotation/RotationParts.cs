using Domicile.Aws.Secrets.Rotation;

namespace Domicile.Server.Rotation;

/// <summary>What the function that rotates secrets is put together from.</summary>
/// <param name="Url">Where it listens; this machine only.</param>
/// <param name="Region">Our region; empty for the centre.</param>
/// <param name="Site">The AWS Region that it runs in.</param>
/// <param name="Rotation">What it does.</param>
internal sealed record RotationParts(string Url, string Region, string Site, SecretRotation Rotation);
