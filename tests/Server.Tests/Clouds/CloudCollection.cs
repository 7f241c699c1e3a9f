namespace Domicile.Server.Tests.Clouds;

/// <summary>Tests over one world on AWS, one after the other: what harms it is mended before the next one.</summary>
[CollectionDefinition(nameof(CloudCollection))]
public sealed class CloudCollection : ICollectionFixture<CloudWorld>;
