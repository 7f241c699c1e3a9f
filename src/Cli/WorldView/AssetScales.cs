using System.Globalization;
using Domicile.Ledger;
using Domicile.Ledger.Assets;
using Domicile.Local.Folders;
using Domicile.Local.Nodes;

namespace Domicile.Cli.WorldView;

/// <summary>
/// The scale of every asset in every region, by the regions' registers: the centre counts in minor units and knows no
/// scales. Lives for one look.
/// </summary>
internal sealed class AssetScales
{
    private readonly Dictionary<(string Region, string Asset), int> scales = [];

    /// <summary>Asks every register; of one that does not answer nothing is known.</summary>
    public static async Task<AssetScales> ReadAsync(WorldAddresses addresses, CancellationToken cancellation)
    {
        var read = new AssetScales();
        foreach (var region in addresses.World.Regions)
        {
            await using var register = addresses.Region(region, NodeRoles.Owner).Register.Open("domicile world", 1);
            try
            {
                var assets = await new AssetRegistry(register, TimeProvider.System).ListAsync(cancellation);
                foreach (var asset in assets)
                {
                    read.Add(region, asset);
                }
            }
            catch (Exception e) when (ShardFailure.IsUnavailable(e) && !cancellation.IsCancellationRequested)
            {
                Console.Error.WriteLine($"{region}/register does not answer: sums of {region} are in minor units.");
            }
        }

        return read;
    }

    internal void Add(string region, Asset asset) => scales[(region, asset.Code)] = asset.Scale;

    /// <summary>A sum of minor units with the asset's decimals, such as 12.34, if they are known.</summary>
    public string Text(string region, string asset, decimal minorUnits) =>
        scales.TryGetValue((region, asset), out var scale)
            ? (minorUnits * new decimal(1, 0, 0, false, (byte)scale))
                .ToString($"F{scale}", CultureInfo.InvariantCulture)
            : minorUnits.ToString("0", CultureInfo.InvariantCulture) + " minor units";
}
