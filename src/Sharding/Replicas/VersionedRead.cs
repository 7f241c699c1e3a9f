namespace Domicile.Sharding.Replicas;

/// <summary>What a read found, and in which version the user's rows were in the read's own snapshot.</summary>
public readonly record struct VersionedRead<T>(long Version, T Value);
