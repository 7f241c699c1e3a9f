namespace Domicile.Sharding.Replicas;

/// <summary>
/// That somebody saw a user's row in one version: whoever shows that row again must not show an older one.
/// </summary>
/// <param name="Shard">The shard that it was seen on, such as <c>s1</c>.</param>
/// <param name="Epoch">The shard's generation then: a later one may not have the version at all.</param>
/// <param name="UserNumber">Whose row.</param>
/// <param name="Version">A number that every write to the user's rows raises, 0 or more.</param>
public readonly record struct SeenVersion(string Shard, int Epoch, long UserNumber, long Version);
