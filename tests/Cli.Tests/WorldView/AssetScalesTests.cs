using Domicile.Cli.WorldView;
using Domicile.Ledger.Assets;

namespace Domicile.Cli.Tests.WorldView;

public sealed class AssetScalesTests
{
    [Fact]
    public void A_sum_has_the_decimals_of_its_asset_in_that_region()
    {
        var scales = new AssetScales();
        scales.Add("eu", new Asset("EUR", 2));
        scales.Add("eu", new Asset("JPY", 0));
        scales.Add("eu", new Asset("GOLD", 9));
        scales.Add("us", new Asset("EUR", 4));

        Assert.Equal("12.34", scales.Text("eu", "EUR", 1234));
        Assert.Equal("-0.05", scales.Text("eu", "EUR", -5));
        Assert.Equal("1234", scales.Text("eu", "JPY", 1234));
        Assert.Equal("0.000000001", scales.Text("eu", "GOLD", 1));
        Assert.Equal("0.1234", scales.Text("us", "EUR", 1234));
        Assert.Equal("92233720368547758070.00", scales.Text("eu", "EUR", 9223372036854775807000m));
        Assert.Equal("1234 minor units", scales.Text("us", "JPY", 1234));
    }
}
