using System.ComponentModel;

namespace Domicile.Server.Assets;

/// <summary>The assets of the region.</summary>
internal sealed record AssetList([property: Description("By code.")] IReadOnlyList<AssetAnswer> Assets);
